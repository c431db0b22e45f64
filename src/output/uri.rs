//! File names as addresses.

use std::fmt::Write;

/// The name as a URI reference: relative as it is, percent-encoded, with `/`; a whole path as a `file` address.
pub(super) fn uri(name: &str) -> String {
    let drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let mut out = match (name.starts_with('/'), drive) {
        (true, _) => "file://".to_owned(),
        (_, true) => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            b'\\' if drive => out.push('/'),
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_can_be_read_as_something_else() {
        assert_eq!(uri("site/a b.md"), "site/a%20b.md");
        assert_eq!(uri("../%41?#:\n\"é.md"), "../%2541%3F%23%3A%0A%22%C3%A9.md");
        assert_eq!(uri("/home/a.md"), "file:///home/a.md");
        assert_eq!(uri("C:\\a.md"), "file:///C%3A/a.md");
    }
}
