//! Lines that belong to the page and not to the article: buttons, link lines, tags, credits, cookie notices.
//!
//! `MARKS` is the one list of them; whoever meets a new one adds a line there. A line that is a real sentence stays.

use std::sync::LazyLock;

use super::pattern::Pattern;
use aho_corasick::AhoCorasick;

/// How a mark tells that its line is boilerplate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The line is the mark and nothing else.
    Whole,
    /// The line begins with it.
    Start,
    /// The line begins with it and has no end mark.
    Open,
    /// The line begins with it, has no end mark and goes on in title case, as the names of pages do.
    Link,
    /// The line holds it anywhere.
    Within,
}

use Place::{Link, Open, Start, Whole, Within};

/// The marks, in small letters.
const MARKS: &[(Place, &str)] = &[
    // buttons and menus
    (Whole, "about us"),
    (Whole, "accept"),
    (Whole, "accept all"),
    (Whole, "accept all cookies"),
    (Whole, "accept cookies"),
    (Whole, "add a comment"),
    (Whole, "add comment"),
    (Whole, "all articles"),
    (Whole, "back to top"),
    (Whole, "bookmark"),
    (Whole, "cancel"),
    (Whole, "cancel reply"),
    (Whole, "close"),
    (Whole, "comment"),
    (Whole, "comments"),
    (Whole, "contact us"),
    (Whole, "continue reading"),
    (Whole, "cookie policy"),
    (Whole, "cookie settings"),
    (Whole, "copy link"),
    (Whole, "download pdf"),
    (Whole, "email"),
    (Whole, "facebook"),
    (Whole, "follow us"),
    (Whole, "home"),
    (Whole, "in this article"),
    (Whole, "instagram"),
    (Whole, "jump to"),
    (Whole, "jump to section"),
    (Whole, "learn more"),
    (Whole, "leave a comment"),
    (Whole, "leave a reply"),
    (Whole, "linkedin"),
    (Whole, "load more"),
    (Whole, "log in"),
    (Whole, "login"),
    (Whole, "menu"),
    (Whole, "more"),
    (Whole, "more articles"),
    (Whole, "newsletter"),
    (Whole, "next"),
    (Whole, "next article"),
    (Whole, "next post"),
    (Whole, "no comments"),
    (Whole, "on this page"),
    (Whole, "pin it"),
    (Whole, "pinterest"),
    (Whole, "popular posts"),
    (Whole, "post a comment"),
    (Whole, "post comment"),
    (Whole, "previous"),
    (Whole, "previous article"),
    (Whole, "previous post"),
    (Whole, "print"),
    (Whole, "print this page"),
    (Whole, "privacy policy"),
    (Whole, "rate article"),
    (Whole, "rate this article"),
    (Whole, "rate this post"),
    (Whole, "read full article"),
    (Whole, "read more"),
    (Whole, "read next"),
    (Whole, "recent posts"),
    (Whole, "recommended"),
    (Whole, "recommended articles"),
    (Whole, "recommended for you"),
    (Whole, "related"),
    (Whole, "reply"),
    (Whole, "save"),
    (Whole, "save article"),
    (Whole, "scroll to top"),
    (Whole, "search"),
    (Whole, "see all"),
    (Whole, "see more"),
    (Whole, "share"),
    (Whole, "share article"),
    (Whole, "share this"),
    (Whole, "show all"),
    (Whole, "show less"),
    (Whole, "show more"),
    (Whole, "sign in"),
    (Whole, "sign up"),
    (Whole, "site map"),
    (Whole, "sitemap"),
    (Whole, "skip to content"),
    (Whole, "skip to main content"),
    (Whole, "submit"),
    (Whole, "subscribe"),
    (Whole, "subscribe now"),
    (Whole, "table of contents"),
    (Whole, "tags"),
    (Whole, "terms of service"),
    (Whole, "terms of use"),
    (Whole, "thank you for your feedback"),
    (Whole, "thanks for your feedback"),
    (Whole, "trending"),
    (Whole, "trending now"),
    (Whole, "tweet"),
    (Whole, "twitter"),
    (Whole, "view all"),
    (Whole, "view more"),
    (Whole, "was this article helpful"),
    (Whole, "was this helpful"),
    (Whole, "was this page helpful"),
    (Whole, "watch video"),
    (Whole, "whatsapp"),
    (Whole, "write a comment"),
    (Whole, "you may also like"),
    (Whole, "you might also like"),
    // advertising
    (Whole, "ad"),
    (Whole, "ads"),
    (Whole, "advertisement"),
    (Whole, "advertisements"),
    (Whole, "advertising"),
    (Whole, "advertisement - continue reading below"),
    (Whole, "article continues below"),
    (Whole, "article continues below advertisement"),
    (Whole, "continue reading below"),
    (Whole, "sponsored"),
    (Whole, "sponsored content"),
    (Whole, "sponsored links"),
    (Open, "sponsored by"),
    // links to other pages
    (Link, "see"),
    (Link, "watch"),
    (Link, "read"),
    (Link, "view"),
    (Link, "check out"),
    (Link, "explore"),
    (Link, "discover"),
    (Link, "next:"),
    (Link, "previous:"),
    (Link, "up next:"),
    (Open, "see also"),
    (Open, "see also:"),
    (Open, "see more:"),
    (Open, "also read"),
    (Open, "also see"),
    (Open, "read also"),
    (Open, "read more"),
    (Open, "read next"),
    (Open, "read our"),
    (Open, "read the full"),
    (Open, "learn more about"),
    (Open, "learn more:"),
    (Open, "find out more about"),
    (Open, "more on"),
    (Open, "click here"),
    (Open, "click to"),
    (Start, "also read:"),
    (Start, "further reading:"),
    (Start, "read more:"),
    (Start, "read more about"),
    (Start, "related article"),
    (Start, "related content"),
    (Start, "related post"),
    (Start, "related reading"),
    (Start, "related:"),
    (Start, "recommended reading"),
    (Open, "you may also like"),
    (Open, "you might also like"),
    (Start, "continue reading:"),
    // what the page says of itself
    (Start, "meta description"),
    (Start, "meta title"),
    (Start, "seo title"),
    (Start, "seo description"),
    (Start, "focus keyword"),
    (Start, "focus keyphrase"),
    (Start, "keywords:"),
    (Start, "slug:"),
    (Start, "tags:"),
    (Start, "tagged:"),
    (Open, "tagged with"),
    (Open, "tagged in"),
    (Open, "filed under"),
    (Start, "category:"),
    (Start, "categories:"),
    (Open, "posted in"),
    (Open, "posted on"),
    (Open, "posted by"),
    (Open, "published by"),
    (Open, "published on"),
    (Start, "published:"),
    (Start, "date published"),
    (Start, "last updated"),
    (Start, "last reviewed"),
    (Start, "last modified"),
    (Start, "last medically reviewed"),
    (Open, "updated on"),
    (Start, "updated:"),
    (Open, "medically reviewed"),
    (Open, "medical review by"),
    (Open, "clinically reviewed"),
    (Open, "reviewed by"),
    (Open, "fact checked"),
    (Open, "fact-checked"),
    (Open, "written by"),
    (Open, "edited by"),
    (Start, "author:"),
    (Start, "reviewer:"),
    (Start, "word count"),
    (Start, "reading time"),
    (Start, "page last reviewed"),
    (Start, "next review due"),
    // sharing
    (Open, "share this"),
    (Open, "share on"),
    (Open, "share via"),
    (Open, "follow us"),
    (Open, "like us on"),
    (Open, "tweet this"),
    (Start, "sign up for our"),
    (Start, "subscribe to our"),
    (Start, "subscribe for"),
    (Start, "join our newsletter"),
    (Start, "enter your email"),
    (Start, "your email address will not be published"),
    (Start, "required fields are marked"),
    (Start, "save my name, email"),
    (Start, "leave a reply"),
    (Open, "rate this"),
    // pictures
    (Start, "image credit"),
    (Start, "image source"),
    (Start, "image:"),
    (Start, "photo credit"),
    (Start, "photo:"),
    (Open, "photo by"),
    (Open, "photograph by"),
    (Open, "illustration by"),
    (Open, "image by"),
    (Start, "credit:"),
    (Start, "video credit"),
    (Within, "getty images"),
    (Within, "shutterstock"),
    (Within, "istockphoto"),
    // the law
    (Start, "©"),
    (Start, "copyright ©"),
    (Start, "copyright 1"),
    (Start, "copyright 2"),
    (Start, "(c) 20"),
    (Within, "all rights reserved"),
    (Within, "we use cookies"),
    (Within, "uses cookies"),
    (Within, "accept cookies"),
    (Within, "cookie policy"),
    (Within, "by continuing to use this site"),
    (Within, "by using this site, you agree"),
    (Within, "affiliate links"),
];

/// Headings of sections that hold no prose of the article.
const REFERENCE_HEADINGS: &[&str] = &[
    "article sources",
    "bibliography",
    "citations",
    "endnotes",
    "external links",
    "footnotes",
    "further reading",
    "literature cited",
    "more from our site",
    "notes and references",
    "our sources",
    "recommended reading",
    "reference",
    "reference list",
    "references",
    "references and further reading",
    "related articles",
    "related content",
    "related links",
    "related posts",
    "related reading",
    "related topics",
    "resources and references",
    "see also",
    "selected references",
    "source",
    "sources",
    "sources and references",
    "sources and further reading",
    "works cited",
    "about the author",
    "about the authors",
    "author bio",
    "about the reviewer",
    "you may also like",
];

/// Small words that title case leaves small.
const SMALL_WORDS: &[&str] = &[
    "a", "about", "an", "and", "are", "as", "at", "but", "by", "for", "from", "how", "if", "in", "into", "is", "it",
    "nor", "of", "on", "or", "the", "to", "versus", "via", "vs", "vs.", "with", "your",
];

/// Words after "See" or "Watch" that make it advice to the reader: "See a Doctor".
const ADVISED: &[&str] =
    &["a", "an", "closely", "for", "how", "if", "it", "on", "out", "over", "them", "this", "you", "your"];

/// The longest line that can be boilerplate, in bytes; prose paragraphs beyond it are not looked at.
const LONGEST: usize = 600;

/// Marks anywhere in a line.
static WITHIN: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let marks = MARKS.iter().filter(|(place, _)| *place == Within).map(|(_, words)| words);
    AhoCorasick::builder().ascii_case_insensitive(true).build(marks).ok()
});

/// The longest line in which a mark is looked for anywhere.
const LONGEST_NOTICE: usize = 300;

// The patterns name small classes: those of all of Unicode would cost more to compile than a whole article to read.

static FILE_NAME: Pattern = Pattern::new(
    r"^[!-~]+(?: [!-~]+){0,5}\.(?:jpg|jpeg|png|gif|webp|svg|bmp|tif|tiff|mp3|mp4|mov|pdf|JPG|JPEG|PNG|GIF|PDF)$",
);

static ADDRESS: Pattern = Pattern::new(r"^(?:https?://[^ ]+|www\.[^ ]+|[!-~]+@[!-~]+\.[a-z]+)$");

static BYLINE: Pattern = Pattern::new(
    r"^(?:By|Author) (?:Dr\.? )?[A-ZÀ-Þ][A-Za-zÀ-ɏ.'’-]+(?: [A-ZÀ-Þ][A-Za-zÀ-ɏ.'’-]*){1,3}(?:,? [A-Z][A-Z.][A-Za-z.-]*)*(?: ?[|•·–-].*)?$",
);

static DATE: Pattern = Pattern::new(
    r"(?x) ^(?: [A-Z][a-z]{2,8}\.?\ [0-9]{1,2},?\ [0-9]{4} | [0-9]{1,2}\ [A-Z][a-z]{2,8}\.?\ [0-9]{4}
        | [0-9]{4}-[0-9]{2}-[0-9]{2} | [0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}
        | [0-9]+\ ?[Mm]in(?:ute)?s?(?:\ [Rr]ead)? | [0-9]+\ (?:[Cc]omments?|[Ss]hares?|[Vv]iews|[Ll]ikes)
        )(?:\ ?[|•·].*)?$",
);

/// "Dr. Jane Doe, MD, is a board-certified …": what the occupation follows.
static BIOGRAPHY: Pattern = Pattern::new(
    r"(?x) ^(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\ |Professor\ )? [A-ZÀ-Þ][A-Za-zÀ-ɏ.'’-]*(?:\ [A-ZÀ-Þ][A-Za-zÀ-ɏ.'’-]*){0,3}
        (?:,\ ?[A-Z][A-Za-z.]+)*,?\ (?:is|was|has\ been|works\ as)\ (?:an?|the|our)\ (?:[A-Za-z'’-]+[,\ ]+){0,7}$",
);

/// What people are who write about health.
const OCCUPATIONS: &[&str] = &[
    "author",
    "chiropractor",
    "clinician",
    "dentist",
    "dermatologist",
    "dietitian",
    "dietician",
    "director",
    "doctor",
    "editor",
    "epidemiologist",
    "expert",
    "founder",
    "gynecologist",
    "internist",
    "journalist",
    "midwife",
    "neurologist",
    "nurse",
    "nutritionist",
    "ob-gyn",
    "osteopath",
    "pediatrician",
    "pharmacist",
    "physiatrist",
    "physician",
    "physiotherapist",
    "practitioner",
    "professor",
    "psychiatrist",
    "psychologist",
    "researcher",
    "scientist",
    "specialist",
    "surgeon",
    "therapist",
    "urologist",
    "writer",
];

/// Whether a line gives no prose of the article.
pub(super) fn is_boilerplate(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.len() > LONGEST {
        return false;
    }
    is_rule(line)
        || is_machine_line(line)
        || begins_with_mark(line)
        || line.len() <= LONGEST_NOTICE && WITHIN.as_ref().is_some_and(|finder| finder.is_match(line))
        || (line.contains('.') && FILE_NAME.is_match(line))
        || (!line.contains(' ') && ADDRESS.is_match(line))
        || (line.len() < 120 && (is_byline(line) || is_date(line)))
}

/// Whether a line names its writer.
fn is_byline(line: &str) -> bool {
    (line.starts_with("By ") || line.starts_with("Author ")) && BYLINE.is_match(line)
}

/// Whether a line is a date or a count.
fn is_date(line: &str) -> bool {
    let mut figures = line.bytes().take(16).filter(u8::is_ascii_digit);
    figures.next().is_some() && !has_end_mark(line) && DATE.is_match(line)
}

/// The marks by their first letters.
static BY_LETTER: LazyLock<Vec<(Place, &str)>> = LazyLock::new(|| {
    let mut marks = MARKS.to_vec();
    marks.sort_by_key(|(_, words)| words.bytes().next());
    marks
});

/// Whether a line begins with a mark that fits it. Those that share its first letter are tried one by one: an automaton over
/// all of them took longer to build than a draft takes to check.
fn begins_with_mark(line: &str) -> bool {
    let first = line.bytes().next().map(|b| b.to_ascii_lowercase());
    let from = BY_LETTER.partition_point(|(_, words)| words.bytes().next() < first);
    let sharing = BY_LETTER.iter().skip(from).take_while(|(_, words)| words.bytes().next() == first);
    sharing.copied().any(|(place, words)| {
        let begins = line.get(..words.len()).is_some_and(|front| front.eq_ignore_ascii_case(words));
        begins && fits(place, line, words.len())
    })
}

/// Whether a mark that ends at `end` makes its line boilerplate.
fn fits(place: Place, line: &str, end: usize) -> bool {
    let behind = line.get(end..).unwrap_or("");
    // A mark ends where a word ends.
    if line.get(..end).is_some_and(|l| l.ends_with(char::is_alphabetic)) && behind.starts_with(char::is_alphanumeric) {
        return false;
    }
    match place {
        Whole => behind.trim_end_matches([':', '.', '!', '?', '…', '»', '>', ' ', '→', '›']).is_empty(),
        Start | Within => true,
        Open => !has_end_mark(line),
        Link => !has_end_mark(line) && is_page_name(behind),
    }
}

/// Whether a line ends as sentences do.
pub(super) fn has_end_mark(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ']);
    line.ends_with(['.', '!', '?', '…', ';', ':'])
}

/// Whether what stands behind "See" is the name of another page.
fn is_page_name(behind: &str) -> bool {
    let mut words = behind.split_whitespace();
    let first = words.next().unwrap_or("");
    if first.is_empty() || ADVISED.contains(&first.to_lowercase().as_str()) {
        return false;
    }
    behind.split_whitespace().count() <= 18 && is_title_case(behind)
}

/// Whether all words but the small ones begin with a capital.
pub(super) fn is_title_case(text: &str) -> bool {
    let mut capitals = 0;
    for word in text.split_whitespace() {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        match word.chars().next() {
            Some(c) if c.is_lowercase() && !SMALL_WORDS.contains(&word) => return false,
            Some(c) if c.is_uppercase() => capitals += 1,
            _ => {}
        }
    }
    capitals > 0
}

/// A line drawn of dashes, stars and the like.
fn is_rule(line: &str) -> bool {
    !line.chars().any(|c| c.is_alphanumeric() || c == '?')
}

/// A line for the machine that builds the page: a shortcode, an import.
fn is_machine_line(line: &str) -> bool {
    let between = |open: &str, close: &str| line.starts_with(open) && line.ends_with(close);
    between("{{", "}}")
        || between("{%", "%}")
        || between("[/", "]")
        || line.starts_with("import ") && line.contains(" from ") && line.contains(['"', '\''])
        || line.starts_with("import ") && line.trim_end_matches(';').ends_with(['"', '\''])
        || ["export const ", "export default ", "export function "].iter().any(|word| line.starts_with(word))
}

/// Whether a heading opens a section of references or of links.
pub(super) fn opens_references(heading: &str) -> bool {
    let heading = heading.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    REFERENCE_HEADINGS.contains(&heading.as_str())
}

/// Whether a paragraph, set in bold from end to end, serves as heading.
pub(super) fn is_bold_heading(text: &str) -> bool {
    text.len() <= 90
        && text.chars().any(char::is_alphabetic)
        && (!has_end_mark(text) || text.ends_with('?'))
        && text.split_whitespace().count() <= 12
}

/// Whether a paragraph tells who wrote the article.
pub(super) fn is_biography(text: &str) -> bool {
    if !text.starts_with(char::is_uppercase) {
        return false;
    }
    let occupation = text.split([' ', ',', '.']).take(20).find(|word| OCCUPATIONS.contains(word));
    let before = occupation.and_then(|word| text.split_once(word)).map_or("", |(before, _)| before);
    !before.is_empty() && BIOGRAPHY.is_match(before)
}
