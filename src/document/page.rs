//! What HTML tags mean to a reader: which begin a block, which lead a list, which give no prose at all.
//!
//! Open elements are counted, not searched, so that broken or deeply nested pages cost no more than their length.

use std::ops::Range;

use super::article::BlockKind;
use super::builder::{Builder, Links, Mark};
use super::html;
use super::table::Table;

/// Elements that give no prose.
const SILENT: &[&str] = &[
    "applet", "audio", "button", "canvas", "code", "datalist", "del", "dialog", "footer", "frameset", "iframe", "map",
    "math", "nav", "noembed", "noframes", "noscript", "object", "pre", "s", "script", "select", "strike", "style",
    "svg", "template", "textarea", "video",
];

/// Elements without content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that begin a block of their own.
const BLOCKS: &[&str] = &[
    "address", "article", "body", "center", "details", "dir", "div", "fieldset", "figure", "head", "header", "hgroup",
    "hr", "html", "label", "legend", "main", "option", "p", "search", "section", "tbody", "tfoot",
];

/// Elements before the article's own words.
const HEAD: &[&str] = &["base", "head", "html", "link", "meta", "noscript", "script", "style", "template", "title"];

/// `meta` elements with the words that search results and shared links show.
const DESCRIPTIONS: [&str; 3] = ["description", "og:description", "twitter:description"];

/// Words of `class` and `id` that mark what stands around an article.
const AROUND: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "article-references",
    "bibliography",
    "breadcrumb",
    "breadcrumbs",
    "citations",
    "cookie-banner",
    "cookie-notice",
    "endnotes",
    "footnotes",
    "newsletter-signup",
    "references",
    "reference-list",
    "related-articles",
    "related-posts",
    "reflist",
    "share-buttons",
    "sharedaddy",
    "social-share",
    "table-of-contents",
    "toc",
];

/// Roles of what stands around an article.
const ROLES: &[&str] = &[
    "alertdialog",
    "contentinfo",
    "dialog",
    "doc-bibliography",
    "doc-endnotes",
    "doc-footnote",
    "doc-toc",
    "menu",
    "menubar",
    "navigation",
    "search",
    "toolbar",
];

/// What the attributes of an element say against its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Silence {
    #[default]
    None,
    /// It stands around the article.
    Around,
    /// Readers do not see it.
    Hidden,
}

/// The `<title>` element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PageTitle {
    /// HTML inside another format has none.
    Foreign,
    Unseen,
    Open,
    Block(usize),
}

/// A start tag with the attributes that matter.
#[derive(Default)]
pub(super) struct Tag {
    name: String,
    /// Whether it was written "<a/>".
    pub(super) closed: bool,
    silence: Silence,
    columns: u16,
    rows: u16,
    row_head: bool,
    /// Which of `DESCRIPTIONS` it is, and where its words stand.
    description: Option<usize>,
    pub(super) content: Option<Range<usize>>,
}

impl Tag {
    /// Begins anew with a name.
    pub(super) fn begin(&mut self, name: &str) {
        let mut text = std::mem::take(&mut self.name);
        text.clear();
        text.push_str(name);
        text.make_ascii_lowercase();
        *self = Self { name: text, columns: 1, rows: 1, ..Self::default() };
    }

    /// Takes note of an attribute.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        match name {
            "hidden" => self.silence = Silence::Hidden,
            "aria-hidden" => self.silence(Silence::Hidden, value.eq_ignore_ascii_case("true")),
            "style" => {
                let style: String =
                    value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
                self.silence(Silence::Hidden, style.contains("display:none") || style.contains("visibility:hidden"));
            }
            "role" => self.silence(Silence::Around, ROLES.contains(&value)),
            "class" | "id" => {
                self.silence(Silence::Around, value.split_whitespace().any(|word| AROUND.contains(&word)));
            }
            // ClaimReview markup: the claim under review is not the article's own.
            "itemprop" => self.silence(Silence::Hidden, value.split_whitespace().any(|word| word == "claimReviewed")),
            "colspan" => self.columns = value.trim().parse().unwrap_or(1),
            "rowspan" => self.rows = value.trim().parse().unwrap_or(1),
            "scope" => self.row_head = value == "row",
            "name" | "property" => {
                let known = DESCRIPTIONS.iter().position(|known| known.eq_ignore_ascii_case(value.trim()));
                self.description = known.or(self.description);
            }
            _ => {}
        }
    }

    fn silence(&mut self, silence: Silence, applies: bool) {
        if applies {
            self.silence = self.silence.max(silence);
        }
    }

    /// Whether the element gives no prose.
    fn is_silent(&self) -> bool {
        let frame = matches!(self.name.as_str(), "html" | "body" | "main" | "article" | "h1");
        SILENT.contains(&self.name.as_str())
            || self.silence == Silence::Hidden
            || self.silence == Silence::Around && !frame
    }
}

/// An element that gives no prose, and how deep its name is nested in itself.
struct Skip {
    name: String,
    depth: u32,
}

/// A page while its tags come in.
pub(super) struct Page {
    skip: Option<Skip>,
    /// Whether the article's own heading has been seen.
    pub(super) headed: bool,
    title: PageTitle,
    /// The level of the open heading, and of the last one before any summary.
    heading: Option<u8>,
    level: u8,
    /// Open tables, each with the number of lists around it.
    tables: Vec<(Table, usize)>,
    /// Open asides and forms.
    asides: Vec<Mark>,
    forms: Vec<Mark>,
    /// Blocks there were when a term began.
    term: usize,
    /// Whether superscript is open.
    raised: bool,
    /// Whether the last thing seen was a line break.
    broken: bool,
    /// Descriptions that are no blocks yet: which of `DESCRIPTIONS`, and where its words stand.
    descriptions: Vec<(usize, Range<usize>)>,
    /// The blocks that descriptions were made.
    described: Vec<usize>,
}

impl Page {
    /// A page of its own.
    pub(super) fn whole() -> Self {
        Self {
            skip: None,
            headed: false,
            title: PageTitle::Unseen,
            heading: None,
            level: 1,
            tables: Vec::new(),
            asides: Vec::new(),
            forms: Vec::new(),
            term: 0,
            raised: false,
            broken: false,
            descriptions: Vec::new(),
            described: Vec::new(),
        }
    }

    /// HTML inside another format.
    pub(super) fn inside() -> Self {
        Self { title: PageTitle::Foreign, ..Self::whole() }
    }

    /// Whether an open element gives no prose.
    pub(super) fn is_silent(&self) -> bool {
        self.skip.is_some()
    }

    /// Reads a stretch of HTML inside another format.
    pub(super) fn read(&mut self, builder: &mut Builder<'_>, range: Range<usize>) {
        html::read_slice(self, builder, range);
    }

    /// A start tag.
    pub(super) fn start(&mut self, builder: &mut Builder<'_>, tag: &Tag, raw: &Range<usize>) {
        let name = tag.name.as_str();
        if let Some(skip) = self.skip.as_mut() {
            let implied = matches!(skip.name.as_str(), "p" | "li") && (name == skip.name || BLOCKS.contains(&name));
            if !implied {
                skip.depth += u32::from(skip.name == name);
                return;
            }
            // A paragraph ends where the next block begins, hidden or not.
            self.skip = None;
        }
        if tag.is_silent() && !VOID.contains(&name) {
            if !(tag.closed && name == "svg") {
                if BLOCKS.contains(&name) || matches!(name, "li" | "ul" | "ol" | "table" | "pre" | "nav" | "footer") {
                    self.block(builder, raw);
                }
                self.skip = Some(Skip { name: name.to_owned(), depth: 1 });
            }
            return;
        }
        if !self.descriptions.is_empty() && !HEAD.contains(&name) {
            self.describe(builder);
        }
        let broken = std::mem::replace(&mut self.broken, name == "br");
        match name {
            // Two line breaks are how old editors wrote a new paragraph.
            "br" if broken => self.block(builder, raw),
            "br" => builder.replaced(" ", raw.clone()),
            "a" => builder.in_link = 1,
            "b" | "strong" => builder.in_strong += 1,
            "sup" => self.raised = true,
            "meta" => {
                // Only above the article: microdata between its words repeats them.
                let above = builder.count() == self.described.len() + usize::from(self.is_titled());
                let fresh = |which: &usize| self.descriptions.iter().all(|(known, _)| known != which);
                if let (Some(which), Some(place)) = (tag.description.filter(fresh), &tag.content)
                    && above
                    && self.described.len() < DESCRIPTIONS.len()
                    && self.title != PageTitle::Foreign
                {
                    self.descriptions.push((which, place.clone()));
                }
            }
            "title" => {
                if self.title == PageTitle::Unseen && !self.headed && builder.count() == self.described.len() {
                    self.title = PageTitle::Open;
                    builder.open(BlockKind::Title, Links::default());
                } else {
                    self.skip = Some(Skip { name: name.to_owned(), depth: 1 });
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().get(1).map_or(6, |digit| digit - b'0');
                self.level = level;
                self.open_heading(builder, level);
            }
            "summary" => self.open_heading(builder, (self.level + 1).min(6)),
            "ul" | "ol" | "menu" => {
                self.end_heading(builder);
                builder.open_list();
            }
            "dl" => {
                self.end_heading(builder);
                builder.open_list();
                self.term = builder.count();
            }
            "li" => builder.open_item(),
            "dt" => {
                builder.close_item();
                self.term = builder.count();
            }
            "dd" => {
                builder.close_text();
                let term = (builder.count() > self.term).then_some(self.term);
                builder.lead_with(term);
                builder.open_item();
            }
            "table" => {
                self.end_heading(builder);
                builder.close_text();
                self.tables.push((Table::default(), builder.lists()));
            }
            "thead" => self.open_row(builder, true),
            "tr" => {
                let head = self.tables.last().is_some_and(|(table, _)| table.in_head);
                self.open_row(builder, head);
            }
            "td" | "th" => {
                if let Some((table, lists)) = self.tables.last_mut() {
                    *lists = builder.lists();
                    table.open_cell(builder, name == "th" && !tag.row_head, tag.columns, tag.rows);
                } else {
                    self.block(builder, raw);
                }
            }
            "caption" | "figcaption" => {
                builder.close_text();
                builder.open(BlockKind::Caption, Links::default());
            }
            "blockquote" => {
                self.end_heading(builder);
                builder.open_quote();
            }
            "aside" => {
                self.block(builder, raw);
                self.asides.push(builder.mark());
            }
            "form" => {
                self.block(builder, raw);
                self.forms.push(builder.mark());
            }
            _ if BLOCKS.contains(&name) => self.block(builder, raw),
            _ => {}
        }
    }

    /// An end tag.
    pub(super) fn end(&mut self, builder: &mut Builder<'_>, name: &str, raw: &Range<usize>) {
        if let Some(skip) = self.skip.as_mut() {
            if skip.name == name {
                skip.depth -= 1;
                if skip.depth == 0 {
                    self.skip = None;
                }
            }
            return;
        }
        match name {
            "a" => builder.in_link = 0,
            "b" | "strong" => builder.in_strong = builder.in_strong.saturating_sub(1),
            "sup" => self.raised = false,
            "title" if self.title == PageTitle::Open => {
                self.title = builder.close().map_or(PageTitle::Unseen, PageTitle::Block);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => self.end_heading(builder),
            "ul" | "ol" | "menu" | "dl" => {
                self.end_heading(builder);
                builder.close_list();
            }
            "li" | "dd" => builder.close_item(),
            "dt" | "caption" | "figcaption" => builder.close_text(),
            "td" | "th" => {
                if let Some((table, _)) = self.tables.last_mut() {
                    table.close_cell(builder);
                }
            }
            "tr" | "thead" => {
                if let Some((table, _)) = self.tables.last_mut() {
                    table.close_row(builder, name == "thead");
                }
            }
            "table" => {
                self.end_heading(builder);
                if let Some((mut table, _)) = self.tables.pop() {
                    table.close_row(builder, true);
                }
                builder.close_text();
            }
            "blockquote" => {
                self.end_heading(builder);
                builder.close_quote();
            }
            "aside" => {
                self.block(builder, raw);
                if let Some(mark) = self.asides.pop()
                    && builder.mostly_links_since(mark)
                {
                    builder.rewind(mark);
                }
            }
            "form" => {
                self.block(builder, raw);
                if let Some(mark) = self.forms.pop()
                    && !is_whole_page(builder, mark)
                {
                    builder.rewind(mark);
                }
            }
            _ if BLOCKS.contains(&name) => self.block(builder, raw),
            _ => {}
        }
    }

    /// Whether a text token is prose; makes sure that a block is open for it.
    pub(super) fn takes_text(&mut self, builder: &mut Builder<'_>, value: &[u8]) -> bool {
        if self.skip.is_some() || self.raised && is_footnote_mark(builder, value) {
            return false;
        }
        let blank = value.iter().all(u8::is_ascii_whitespace);
        self.broken &= blank;
        if blank || builder.is_open() {
            return builder.is_open();
        }
        self.describe(builder);
        match self.tables.last() {
            Some((table, lists)) if builder.lists() == *lists && table.open_text(builder) => {}
            _ => builder.open_text(),
        }
        true
    }

    /// Ends whatever is open when the source ends.
    pub(super) fn finish(&mut self, builder: &mut Builder<'_>) {
        self.describe(builder);
        self.end_heading(builder);
        if let Some((mut table, _)) = self.tables.pop() {
            table.close_row(builder, true);
        }
        builder.close_text();
    }

    /// Whether the page's title is a block.
    fn is_titled(&self) -> bool {
        matches!(self.title, PageTitle::Block(_))
    }

    /// The descriptions that the head of the page gave, each as a paragraph, equal ones once.
    fn describe(&mut self, builder: &mut Builder<'_>) {
        for (_, place) in std::mem::take(&mut self.descriptions) {
            builder.open(BlockKind::Paragraph, Links::default());
            html::value(builder, place);
            let Some(number) = builder.close() else { continue };
            if self.described.iter().any(|known| builder.text_of(*known) == builder.text_of(number)) {
                builder.drop_block(number);
            }
            self.described.push(number);
        }
    }

    /// A block begins or ends; inside a heading that is only a gap.
    fn block(&mut self, builder: &mut Builder<'_>, raw: &Range<usize>) {
        if self.heading.is_some() {
            builder.replaced(" ", raw.clone());
            return;
        }
        match self.tables.last_mut() {
            Some((table, lists)) if builder.lists() == *lists && table.has_cell() => {
                let closed = builder.close();
                table.note(closed);
            }
            _ => builder.close_text(),
        }
    }

    fn open_row(&mut self, builder: &mut Builder<'_>, head: bool) {
        if let Some((table, _)) = self.tables.last_mut() {
            table.close_row(builder, false);
            table.open_row(head);
        }
    }

    fn open_heading(&mut self, builder: &mut Builder<'_>, level: u8) {
        self.end_heading(builder);
        builder.close_text();
        let title = level == 1 && !self.headed;
        builder.open(if title { BlockKind::Title } else { BlockKind::Heading(level) }, Links::default());
        self.heading = Some(level);
    }

    fn end_heading(&mut self, builder: &mut Builder<'_>) {
        let Some(level) = self.heading.take() else { return };
        let closed = builder.close();
        if level == 1 && closed.is_some() && !self.headed {
            self.headed = true;
            if let PageTitle::Block(title) = self.title {
                builder.drop_block(title);
            }
        }
    }
}

/// Whether a form holds the whole page, as some servers write it.
fn is_whole_page(builder: &Builder<'_>, mark: Mark) -> bool {
    let mut sentences = 0;
    builder.since(mark).any(|(kind, text)| {
        sentences += usize::from(text.ends_with(['.', '?', '!']));
        kind == BlockKind::Title || sentences > 5
    })
}

/// Whether superscript is a footnote number and no power or charge.
pub(super) fn is_footnote_mark(builder: &Builder<'_>, value: &[u8]) -> bool {
    let marks = value.iter().all(|b| b.is_ascii_digit() || b" ,;-[]()*".contains(b) || *b >= 0x80);
    let last =
        builder.last_word().rsplit(['/', '·']).next().unwrap_or("").trim_start_matches(|c: char| c.is_ascii_digit());
    let unit = ["m", "cm", "mm", "km", "ft", "in", "mi", "s"].contains(&last);
    marks && !unit && last.chars().count() != 1 && last.ends_with(|c: char| !c.is_ascii_digit())
}
