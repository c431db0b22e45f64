//! Word files for tests, built entry by entry.

#![allow(clippy::unwrap_used, dead_code, reason = "each test file uses its own part")]

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The namespace of Word's elements.
pub(crate) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file under construction: the body, and further parts by the kind of their relationship.
pub(crate) struct Word {
    body: String,
    parts: Vec<(&'static str, String)>,
    extra: Vec<(&'static str, Vec<u8>)>,
    method: CompressionMethod,
}

impl Word {
    pub(crate) fn new(body: &str) -> Self {
        let styles = "<w:style w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style>\
            <w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>\
            <w:style w:styleId=\"Meine\"><w:name w:val=\"My Heading\"/><w:basedOn w:val=\"berschrift2\"/></w:style>\
            <w:style w:styleId=\"berschrift2\"><w:name w:val=\"heading 2\"/></w:style>\
            <w:style w:styleId=\"Loop\"><w:name w:val=\"Loop\"/><w:basedOn w:val=\"Loop\"/></w:style>\
            <w:style w:styleId=\"Zitat\"><w:name w:val=\"Quote\"/></w:style>\
            <w:style w:styleId=\"Verzeichnis1\"><w:name w:val=\"toc 1\"/></w:style>\
            <w:style w:styleId=\"Fett\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
            <w:style w:styleId=\"Liste\"><w:name w:val=\"List Bullet\"/><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr></w:style>";
        let word =
            Self { body: body.to_owned(), parts: Vec::new(), extra: Vec::new(), method: CompressionMethod::Deflated };
        word.part("styles", &format!("<w:styles xmlns:w=\"{W}\">{styles}</w:styles>"))
    }

    pub(crate) fn part(mut self, kind: &'static str, text: &str) -> Self {
        self.parts.push((kind, text.to_owned()));
        self
    }

    pub(crate) fn entry(mut self, name: &'static str, bytes: &[u8]) -> Self {
        self.extra.push((name, bytes.to_vec()));
        self
    }

    /// Its entries are not packed, which is ten times quicker.
    pub(crate) fn stored(mut self) -> Self {
        self.method = CompressionMethod::Stored;
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, bytes: &[u8]| {
            let options = SimpleFileOptions::default().compression_method(self.method);
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        };
        let space = "http://schemas.openxmlformats.org/package/2006/relationships";
        let root = format!(
            "<Relationships xmlns=\"{space}\"><Relationship Id=\"a\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
        );
        let types = "http://schemas.openxmlformats.org/package/2006/content-types";
        let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        let mut kinds = format!(
            "<Types xmlns=\"{types}\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/>"
        );
        for (kind, _) in &self.parts {
            let _ = write!(
                kinds,
                "<Override PartName=\"/word/{kind}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\"/>"
            );
        }
        put("[Content_Types].xml", (kinds + "</Types>").as_bytes());
        put("_rels/.rels", root.as_bytes());
        let mut rels = format!("<Relationships xmlns=\"{space}\">");
        for (number, (kind, text)) in self.parts.iter().enumerate() {
            let _ = write!(rels, "<Relationship Id=\"r{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}.xml\"/>");
            put(&format!("word/{kind}.xml"), text.as_bytes());
        }
        put("word/_rels/document.xml.rels", (rels + "</Relationships>").as_bytes());
        let body = &self.body;
        let document = if body.starts_with('<') && !body.starts_with("<w:") {
            body.clone()
        } else {
            format!(
                "<?xml version=\"1.0\"?><w:document xmlns:w=\"{W}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
            )
        };
        put("word/document.xml", document.as_bytes());
        for (name, bytes) in &self.extra {
            put(name, bytes);
        }
        zip.finish().unwrap().into_inner()
    }
}

/// A paragraph.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}
