//! `CommonMark` with tables, footnotes and front matter, by way of pulldown-cmark's events and their byte ranges.
//!
//! Code, addresses, pictures, deleted text and footnote texts give no prose; of the front matter the title and what search
//! results show do. HTML inside is read by the HTML reader.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::article::{BlockKind, Format};
use super::builder::{Builder, Links};
use super::json;
use super::matter;
use super::page::Page;
use super::table::Table;
use super::template;
use super::{Read, Reader};
use crate::span::PieceKind;

/// The reader of Markdown.
pub(super) const READER: Reader = Reader {
    name: "md",
    format: Format::Markdown,
    extensions: &["md", "markdown"],
    read: Read::Text { read, hide: Some(template::in_markdown) },
};

pub(super) fn read(builder: &mut Builder<'_>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    let source = builder.source;
    let mut article = Markdown { builder, page: Page::inside(), table: None, silent: 0, html: None, title: None };
    let start = article.json_matter();
    // The parser would look for front matter at every rule, each time up to the end of the file.
    let fenced = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let body = matter_end(source, start);
    for (part, options) in [(start..body, options | fenced), (body..source.len(), options)] {
        for (event, range) in Parser::new_ext(source.get(part.clone()).unwrap_or(""), options).into_offset_iter() {
            article.event(event, part.start + range.start..part.start + range.end);
        }
    }
}

/// Where the front matter of YAML or TOML ends that begins here; the place itself if there is none.
fn matter_end(source: &str, start: usize) -> usize {
    let mut lines = template::lines(source.get(start..).unwrap_or("")).map(|line| start + line.start..start + line.end);
    let text = |line: &Range<usize>| source.get(line.clone()).unwrap_or("");
    let Some(first) = lines.find(|line| !text(line).is_empty()) else { return start };
    let ends: &[&str] = match text(&first) {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return start,
    };
    let mut inside = lines.peekable();
    if inside.peek().is_none_or(|line| text(line).is_empty() || ends.contains(&text(line))) {
        return start;
    }
    inside.find(|line| ends.contains(&text(line))).map_or(start, |line| line.end)
}

/// An article while its events come in.
struct Markdown<'b, 'a> {
    builder: &'b mut Builder<'a>,
    /// The HTML that stands between the Markdown.
    page: Page,
    table: Option<Table>,
    /// Depth of elements that give no prose.
    silent: u32,
    /// The block of HTML that is open.
    html: Option<Range<usize>>,
    /// The title the front matter gave.
    title: Option<usize>,
}

impl Markdown<'_, '_> {
    /// Reads a front matter of JSON, which the parser does not know; gives where it ends.
    fn json_matter(&mut self) -> usize {
        let source = self.builder.source;
        let Some((fields, end)) = json::front_matter(source, &matter::FIELDS) else { return 0 };
        for (field, value) in fields {
            let (text, map) = json::unescaped(source, value);
            self.open_field(field);
            for piece in map.pieces() {
                match piece.kind {
                    PieceKind::Verbatim => self.builder.verbatim(piece.raw.range()),
                    _ => self.builder.replaced(piece.text.of(&text), piece.raw.range()),
                }
            }
            self.close_field(field);
        }
        end
    }

    /// Reads a front matter of YAML or TOML.
    fn matter(&mut self, range: Range<usize>, kind: MetadataBlockKind) {
        for (field, lines) in matter::fields(self.builder.source, range, kind == MetadataBlockKind::YamlStyle) {
            self.open_field(field);
            let mut before = None;
            for line in lines {
                if let Some(end) = before.replace(line.end) {
                    self.builder.replaced(" ", end..line.start);
                }
                self.builder.verbatim(line);
            }
            self.close_field(field);
        }
    }

    fn open_field(&mut self, field: &str) {
        let kind = if field == matter::TITLE { BlockKind::Title } else { BlockKind::Paragraph };
        self.builder.open(kind, Links::default());
    }

    fn close_field(&mut self, field: &str) {
        let closed = self.builder.close();
        if field == matter::TITLE {
            self.title = closed;
            self.page.headed |= closed.is_some();
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::MetadataBlock(kind)) => {
                self.matter(range, kind);
                self.silent += 1;
            }
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::SoftBreak | Event::HardBreak => {
                if !self.is_silent() {
                    self.builder.replaced(" ", range);
                }
            }
            // The whole block is read at its end: a tag may go on over lines.
            Event::Html(_) => match self.html.as_mut() {
                Some(html) => html.end = range.end,
                None => self.html = Some(range),
            },
            Event::InlineHtml(_) => {
                if self.silent == 0 {
                    self.page.read(self.builder, range);
                }
            }
            Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }

    fn is_silent(&self) -> bool {
        self.silent > 0 || self.page.is_silent()
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match *tag {
            Tag::Paragraph | Tag::DefinitionListTitle if !self.is_silent() => self.builder.open_text(),
            Tag::Heading { level, .. } if !self.is_silent() => {
                let kind = if level == HeadingLevel::H1 && !self.page.headed {
                    BlockKind::Title
                } else {
                    BlockKind::Heading(level as u8)
                };
                self.builder.close_text();
                self.builder.open(kind, Links::default());
            }
            Tag::BlockQuote(_) => self.builder.open_quote(),
            Tag::List(_) | Tag::DefinitionList => self.builder.open_list(),
            Tag::Item => self.builder.open_item(),
            Tag::DefinitionListDefinition => {
                let term = self.builder.last().map(|(number, ..)| number);
                self.builder.lead_with(term);
                self.builder.open_item();
            }
            Tag::Table(_) => {
                self.builder.close_text();
                self.table = Some(Table::default());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = self.table.as_mut() {
                    table.open_row(matches!(tag, Tag::TableHead));
                }
            }
            Tag::TableCell if !self.is_silent() => {
                if let Some(table) = self.table.as_mut() {
                    table.open_cell(self.builder, false, 1, 1);
                }
            }
            Tag::Link { .. } => self.builder.in_link += 1,
            Tag::Strong => self.builder.in_strong += 1,
            Tag::CodeBlock(_) => {
                self.builder.close_text();
                self.silent += 1;
            }
            Tag::Image { .. } | Tag::Strikethrough | Tag::FootnoteDefinition(_) => {
                if matches!(tag, Tag::FootnoteDefinition(_)) {
                    self.builder.close_text();
                }
                self.silent += 1;
            }
            Tag::HtmlBlock => {
                self.builder.close_text();
                self.html = None;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let closed = self.builder.close();
                if level == HeadingLevel::H1 && closed.is_some() {
                    self.page.headed = true;
                    self.drop_repeated_title(closed);
                }
            }
            TagEnd::Paragraph | TagEnd::DefinitionListTitle => self.builder.close_text(),
            TagEnd::BlockQuote(_) => self.builder.close_quote(),
            TagEnd::List(_) | TagEnd::DefinitionList => self.builder.close_list(),
            TagEnd::Item | TagEnd::DefinitionListDefinition => self.builder.close_item(),
            TagEnd::TableCell => {
                if let Some(table) = self.table.as_mut() {
                    table.close_cell(self.builder);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(table) = self.table.as_mut() {
                    table.close_row(self.builder, true);
                }
            }
            TagEnd::Table => self.table = None,
            TagEnd::Link => self.builder.in_link = self.builder.in_link.saturating_sub(1),
            TagEnd::Strong => self.builder.in_strong = self.builder.in_strong.saturating_sub(1),
            TagEnd::CodeBlock
            | TagEnd::Image
            | TagEnd::Strikethrough
            | TagEnd::FootnoteDefinition
            | TagEnd::MetadataBlock(_) => {
                self.silent = self.silent.saturating_sub(1);
            }
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take()
                    && self.silent == 0
                {
                    self.page.read(self.builder, html);
                    self.builder.close_text();
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.is_silent() {
            return;
        }
        if !self.builder.is_open() {
            // The text of a tight list item has no paragraph around it.
            self.builder.open_text();
        }
        if self.builder.source.get(range.clone()) == Some(text) {
            self.builder.verbatim(range);
        } else {
            self.builder.replaced(text, range);
        }
    }

    /// A heading that says what the front matter's title says adds nothing.
    fn drop_repeated_title(&mut self, heading: Option<usize>) {
        if let (Some(title), Some(heading)) = (self.title, heading)
            && self.builder.text_of(title).eq_ignore_ascii_case(self.builder.text_of(heading))
        {
            self.builder.drop_block(heading);
        }
    }
}
