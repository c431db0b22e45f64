//! Text inside XML and HTML.

/// The text with its markup characters escaped, fit for elements and quoted attributes alike.
///
/// What XML forbids even escaped is left out; line breaks and tabs stay themselves in attributes too.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text_and_forbidden_characters_go() {
        assert_eq!(escaped("]]> <b> \"a\" & 'b'\u{0}\u{8}\n"), "]]&gt; &lt;b&gt; &quot;a&quot; &amp; &#39;b&#39;&#10;");
        assert_eq!(escaped("café 🦠 \u{fffd}"), "café 🦠 \u{fffd}");
    }
}
