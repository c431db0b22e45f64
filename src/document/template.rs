//! What templates and shortcodes leave in articles: Hugo, Liquid and their like in Markdown, `WordPress` in HTML.

use std::ops::Range;

use super::mask::Mask;

/// A tag of a template is not longer than this.
const LONGEST: usize = 2000;
/// Blocks of templates whose content is no prose.
const SILENT: &[&str] = &["comment", "highlight", "katex", "math", "mermaid"];
/// Shortcodes of `WordPress` that need no end and no arguments.
const BARE: &[&str] = &["audio", "embed", "gallery", "more", "nextpage", "playlist", "video"];

/// Hides `{{ … }}`, `{{< … >}}`, `{{% … %}}`, `{% … %}` and the marks of `::: containers`.
pub(super) fn in_markdown(mask: &mut Mask<'_>) {
    braces(mask, false);
    let marks = mask.source.match_indices(':').filter_map(|(at, _)| mask.source.get(at..));
    if marks.into_iter().any(|rest| rest.starts_with(":::")) {
        for line in lines(mask.source) {
            if mask.source.get(line.clone()).is_some_and(|text| text.trim_start().starts_with(":::")) {
                mask.hide(line);
            }
        }
    }
}

/// Hides templates and shortcodes of pages.
pub(super) fn in_html(mask: &mut Mask<'_>) {
    braces(mask, true);
    brackets(mask);
}

/// The bytes of each line, without its end.
pub(super) fn lines(source: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    source.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    })
}

/// How tags begin and end.
const MARKS: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")];

/// Finds tags from front to back; remembers where each end mark comes next, so that no stretch is searched twice.
struct Tags<'a> {
    source: &'a str,
    html: bool,
    next: [Option<usize>; MARKS.len()],
}

impl<'a> Tags<'a> {
    fn new(source: &'a str, html: bool) -> Self {
        Self { source, html, next: [Some(0); MARKS.len()] }
    }

    /// The tag that begins at a brace.
    fn at(&mut self, at: usize) -> Option<Range<usize>> {
        let rest = self.source.get(at..)?;
        let number = MARKS.iter().position(|(begin, _)| rest.starts_with(begin))?;
        let (begin, end) = MARKS.get(number)?;
        let from = at + begin.len();
        let next = self.next.get_mut(number)?;
        if (*next)? < from {
            *next = self.source.get(from..)?.find(end).map(|found| from + found);
        }
        let close = (*next).filter(|close| close - from < LONGEST)?;
        let inside = self.source.get(from..close)?;
        if inside.contains("\n\n") || inside.contains("\n\r\n") || self.html && inside.contains(['<', '\n']) {
            return None;
        }
        let stop = close + end.len();
        // "{{{ … }}}"
        let more = rest.starts_with("{{{") && self.source.get(stop..).is_some_and(|rest| rest.starts_with('}'));
        Some(at..stop + usize::from(more))
    }

    /// The content of a block that begins at `from`, and where the tag that ends it ends.
    fn content(&mut self, from: usize, name: &str) -> Option<(Range<usize>, usize)> {
        let source = self.source;
        source.get(from..)?.match_indices('{').find_map(|(at, _)| {
            let tag = self.at(from + at)?;
            let inside = inside(source, &tag);
            let ends =
                inside.strip_prefix("end").or_else(|| inside.strip_prefix('/')).is_some_and(|n| n.trim() == name);
            ends.then_some((from..tag.start, tag.end))
        })
    }
}

/// What is said in a tag.
fn inside<'a>(source: &'a str, tag: &Range<usize>) -> &'a str {
    source.get(tag.clone()).unwrap_or("").trim_matches(['{', '}', '%', '<', '>', '-', ' ', '\n', '\r'])
}

fn braces(mask: &mut Mask<'_>, html: bool) {
    let source = mask.source;
    let mut tags = Tags::new(source, html);
    let mut endless: Vec<&str> = Vec::new();
    let mut done = 0;
    for (at, _) in source.match_indices('{') {
        if at < done {
            continue;
        }
        let Some(tag) = tags.at(at) else { continue };
        done = tag.end;
        let words = inside(source, &tag);
        if let Some(words) = words.strip_prefix("/*").and_then(|words| words.strip_suffix("*/")) {
            let from = words.as_ptr().addr() - source.as_ptr().addr();
            mask.comment(from..from + words.len(), tag.clone());
        }
        let name = words.split(|c: char| c.is_whitespace()).next().unwrap_or("");
        if SILENT.contains(&name) && !words.ends_with('/') && !endless.contains(&name) {
            match Tags::new(source, html).content(tag.end, name) {
                Some((content, end)) => {
                    if name == "comment" {
                        mask.comment(content, tag.start..end);
                    }
                    done = end;
                }
                None => endless.push(name),
            }
        }
        mask.hide(tag.start..done);
    }
}

/// Hides `[shortcode a="b"]`, `[/shortcode]`, and `[shortcode]` where it has an end or needs none.
fn brackets(mask: &mut Mask<'_>) {
    let source = mask.source;
    let mut ended: Vec<&str> = source.match_indices("[/").filter_map(|(at, _)| name(source, at + 2)).collect();
    ended.sort_unstable();
    for (at, _) in source.match_indices('[') {
        let closes = source.get(at + 1..).is_some_and(|rest| rest.starts_with('/'));
        let start = at + 1 + usize::from(closes);
        let Some(name) = name(source, start) else { continue };
        let Some(rest) = source.get(start + name.len()..) else { continue };
        let short = rest.bytes().take(LONGEST).position(|b| matches!(b, b'[' | b']' | b'<' | b'>'));
        let Some(length) = short.filter(|at| rest.as_bytes().get(*at) == Some(&b']')) else { continue };
        let arguments = rest.get(..length).unwrap_or("").trim();
        let is_code = match arguments {
            "" => closes || BARE.contains(&name) || ended.binary_search(&name).is_ok(),
            "/" => true,
            _ => !closes && rest.starts_with([' ', '\t', '\n']) && arguments.contains('='),
        };
        if is_code {
            mask.hide(at..start + name.len() + length + 1);
        }
    }
}

/// The name of a shortcode at a place.
fn name(source: &str, at: usize) -> Option<&str> {
    let rest = source.get(at..)?;
    let length =
        rest.bytes().take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-')).count();
    rest.get(..length).filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
}
