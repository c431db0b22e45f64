//! What is read out of Word files, and what is refused: the files are built here, entry by entry.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a test may stop where the library may not

use healthlint::document::{self, BlockKind, Document, Format};
use healthlint::standards::{self, Choice};
use std::io::Cursor;
use word_file::{W, Word, p};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[path = "common/word_file.rs"]
mod word_file;

/// Reads a file that is sound.
fn sound(word: &Word) -> Document {
    let document = document::read("draft.docx", &word.bytes(), None);
    assert!(document.faults.is_empty(), "{:?}", document.faults);
    assert_eq!(document.format, Format::Docx);
    assert_eq!(document.loci.len(), if document.source.is_empty() { 0 } else { document.source.lines().count() });
    document
}

/// The code of the fault a file is refused with.
fn refusal(word: &Word) -> String {
    fault(&word.bytes())
}

fn fault(bytes: &[u8]) -> String {
    let document = document::read("draft.docx", bytes, None);
    assert!(document.blocks.is_empty() && document.source.is_empty());
    let fault = document.faults.first().expect("a fault");
    assert!(fault.notes.iter().any(|note| note.starts_with("help: ")), "{fault:?}");
    fault.code.clone()
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn item(level: u8, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, document.block_text(b))).collect()
}

fn texts(body: &str) -> Vec<String> {
    let document = sound(&Word::new(body));
    document.blocks.iter().map(|b| document.block_text(b).to_owned()).collect()
}

mod text {
    use super::*;
    use BlockKind::{ListItem, Paragraph, TableCell, TableHeader};

    #[test]
    fn headings_are_known_by_the_names_of_styles_in_any_language() {
        let body = [
            styled("Titel", "A leaflet"),
            styled("berschrift1", "Rest"),
            styled("Meine", "Beds"),
            p("Text."),
            "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Outlined</w:t></w:r></w:p>".to_owned(),
            styled("Loop", "Nerves hurt."),
        ];
        assert_eq!(
            blocks(&sound(&Word::new(&body.concat()))),
            [
                (BlockKind::Title, "A leaflet"),
                (BlockKind::Heading(1), "Rest"),
                (BlockKind::Heading(2), "Beds"),
                (BlockKind::Paragraph, "Text."),
                (BlockKind::Heading(1), "Outlined"),
                (BlockKind::Paragraph, "Nerves hurt."),
            ]
        );
        let untitled = Word::new(&[styled("berschrift1", "Backs"), styled("berschrift1", "Legs")].concat());
        assert_eq!(blocks(&sound(&untitled)), [(BlockKind::Title, "Backs"), (BlockKind::Heading(1), "Legs")]);
    }

    #[test]
    fn deleted_and_moved_text_is_left_out_and_inserted_text_kept() {
        let body = "<w:p><w:r><w:t xml:space=\"preserve\">Rest </w:t></w:r>\
            <w:del w:id=\"1\"><w:r><w:delText>never </w:delText></w:r></w:del>\
            <w:ins w:id=\"2\"><w:r><w:t xml:space=\"preserve\">always </w:t></w:r></w:ins>\
            <w:moveFrom w:id=\"3\"><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo w:id=\"4\"><w:r><w:t>helps.</w:t></w:r></w:moveTo></w:p>";
        assert_eq!(texts(body), ["Rest always helps."]);
    }

    #[test]
    fn a_deleted_paragraph_mark_joins_two_paragraphs() {
        let body = "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">Bed rest </w:t></w:r></w:p>";
        assert_eq!(texts(&(body.to_owned() + &p("helps nobody.") + &p("Walk."))), ["Bed rest helps nobody.", "Walk."]);
    }

    #[test]
    fn hidden_and_struck_text_is_no_prose() {
        let run = |looks: &str, text: &str| {
            format!("<w:r><w:rPr>{looks}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
        };
        let body = format!(
            "<w:p>{}{}{}{}</w:p>",
            run("", "Walk "),
            run("<w:vanish/>", "secretly "),
            run("<w:strike/>", "slowly "),
            run("<w:strike w:val=\"0\"/>", "daily.")
        );
        let document = sound(&Word::new(&body));
        assert_eq!(blocks(&document), [(BlockKind::Paragraph, "Walk daily.")]);
        assert_eq!(document.source, "Walk slowly daily.");
    }

    #[test]
    fn words_broken_into_runs_are_whole_again_and_entities_are_read() {
        let body = "<w:p><w:r><w:t>Her</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>pes</w:t></w:r>\
            <w:r><w:t xml:space=\"preserve\"> &amp; zoster &#x2264; 2</w:t></w:r><w:r><w:tab/><w:t><![CDATA[<raw>]]></w:t><w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>";
        assert_eq!(texts(body), ["Herpes & zoster ≤ 2 <raw>-x"]);
    }

    #[test]
    fn lists_have_levels_and_lead_ins() {
        let body = [
            p("Signs are:"),
            item(0, "fever"),
            item(1, "above 38"),
            item(0, "numbness"),
            p("- typed by hand"),
            p("End."),
        ];
        let document = sound(&Word::new(&body.concat()));
        let kinds: Vec<BlockKind> = document.blocks.iter().map(|b| b.kind).collect();
        assert_eq!(kinds, [Paragraph, ListItem(0), ListItem(1), ListItem(0), ListItem(0), Paragraph]);
        let leads: Vec<Option<u32>> = document.blocks.iter().map(|b| b.lead_in).collect();
        assert_eq!(leads.get(..4), Some(&[None, Some(0), Some(1), Some(0)][..]));
        assert_eq!(document.block_text(&document.blocks[4]), "typed by hand");
        let by_style = sound(&Word::new(&styled("Liste", "numbness")));
        assert_eq!(by_style.blocks[0].kind, ListItem(0));
    }

    #[test]
    fn cells_know_their_header_and_their_row() {
        let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", p(text));
        let table = format!(
            "<w:tbl><w:tblPr/><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
            cell("Myth"),
            cell("Fact"),
            cell("Rest heals."),
            cell("Walking does.")
        );
        let document = sound(&Word::new(&(p("Before.") + &table + &p("After."))));
        assert_eq!(
            blocks(&document),
            [
                (Paragraph, "Before."),
                (TableHeader(0), "Myth"),
                (TableHeader(1), "Fact"),
                (TableCell(0, 0), "Rest heals."),
                (TableCell(0, 1), "Walking does."),
                (Paragraph, "After."),
            ]
        );
        assert_eq!((document.blocks[3].header, document.blocks[4].header), (Some(1), Some(2)));
        assert_eq!(document.blocks[4].row_head, Some(3));
        assert_eq!(document.loci[3], "paragraph 4 (table 1, row 2, column 1)");
        assert_eq!(document.loci[5], "paragraph 6");
    }

    #[test]
    fn a_text_box_comes_once_after_its_paragraph() {
        let inside = p("Boxed advice.");
        let shape = format!(
            "<w:p><w:r><w:t>Outside.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>{inside}</w:txbxContent></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        );
        let document = sound(&Word::new(&(shape + &p("After."))));
        assert_eq!(document.source, "Outside.\nBoxed advice.\nAfter.");
        assert_eq!(document.loci[1], "paragraph 2 (text box)");
    }

    #[test]
    fn notes_are_read_at_the_end_of_their_section_and_have_places_of_their_own() {
        let body = format!(
            "{}<w:p><w:r><w:t>Backs hurt.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>{}{}",
            styled("berschrift1", "Backs"),
            styled("berschrift2", "Legs"),
            p("Legs too.")
        );
        let notes = format!(
            "<w:footnotes xmlns:w=\"{W}\"><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote><w:footnote w:id=\"3\">{}</w:footnote></w:footnotes>",
            p("line"),
            p(" Most of them."),
            p("Nobody refers to this.")
        );
        let document = sound(&Word::new(&body).part("footnotes", &notes));
        let texts: Vec<&str> = document.blocks.iter().map(|b| document.block_text(b)).collect();
        assert_eq!(texts, ["Backs", "Backs hurt.", "Most of them.", "Legs", "Legs too."]);
        assert_eq!(document.loci.last().map(String::as_str), Some("footnote 1"));
    }

    #[test]
    fn what_stands_around_the_article_is_no_prose() {
        let body = [
            styled("Verzeichnis1", "Backs 3"),
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent><w:sdt><w:sdtContent/></w:sdt>".to_owned()
                + &p("Legs 4")
                + "</w:sdtContent></w:sdt>",
            p("Text."),
        ];
        assert_eq!(texts(&body.concat()), ["Text."]);
    }

    #[test]
    fn raised_numbers_are_footnote_marks_and_powers_are_not() {
        let raised =
            |text: &str| format!("<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>{text}</w:t></w:r>");
        let body = format!(
            "<w:p><w:r><w:t>Backs hurt.</w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> At 30 kg/m</w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> too.</w:t></w:r></w:p>",
            raised("1,2"),
            raised("2")
        );
        assert_eq!(texts(&body), ["Backs hurt. At 30 kg/m2 too."]);
    }

    #[test]
    fn paragraphs_without_words_have_no_number() {
        let document = sound(&Word::new(&(p("One.") + "<w:p/>" + &p("  ") + &p("Two."))));
        assert_eq!(document.source, "One.\nTwo.");
        let two = document.map.to_raw(document.blocks[1].text);
        assert_eq!(document.locus(two.start as usize), Some("paragraph 2"));
    }

    #[test]
    fn comments_for_the_linter_are_handed_over_at_their_paragraph_and_others_are_not() {
        let anchored = |id: u8, text: &str| {
            format!(
                "<w:p><w:commentRangeStart w:id=\"{id}\"/><w:r><w:t>{text}</w:t></w:r><w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r></w:p>"
            )
        };
        let comments = format!(
            "<w:comments xmlns:w=\"{W}\"><w:comment w:id=\"0\">{}</w:comment><w:comment w:id=\"1\">{}{}</w:comment></w:comments>",
            p("Nice."),
            p("healthlint-ignore back-pain/bed-rest"),
            p("-- we quote the old leaflet")
        );
        let document =
            sound(&Word::new(&(anchored(0, "One.") + &anchored(1, "Stay in bed."))).part("comments", &comments));
        assert_eq!(document.source, "One.\nStay in bed.");
        let remarks: Vec<(&str, u32)> = document.remarks.iter().map(|r| (r.words.as_str(), r.raw.start)).collect();
        assert_eq!(remarks, [("healthlint-ignore back-pain/bed-rest -- we quote the old leaflet", 5)]);
    }

    #[test]
    fn a_file_of_the_strict_standard_with_another_prefix_is_read() {
        let body = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>Backs hurt.</x:t></x:r></x:p></x:body></x:document>";
        assert_eq!(texts(body), ["Backs hurt."]);
    }
}

mod refused {
    use super::*;

    #[test]
    fn what_is_no_word_document_is_told_so() {
        assert_eq!(fault(b"just text"), "article/not-docx");
        assert_eq!(fault(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0d\0"), "article/old-word");
        let mut wide = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        wide.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(fault(&wide), "article/encrypted");
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", SimpleFileOptions::default()).unwrap();
        assert_eq!(fault(&zip.finish().unwrap().into_inner()), "article/not-docx");
    }

    #[test]
    fn a_word_file_is_known_by_its_bytes_whatever_its_name() {
        let bytes = Word::new(&p("Text.")).bytes();
        for name in ["draft", "draft.md", "draft.docm", "<stdin>"] {
            assert_eq!(document::read(name, &bytes, Some(Format::Plain)).blocks.len(), 1, "{name}");
        }
    }

    #[test]
    fn a_file_cut_short_anywhere_is_damaged_and_nothing_breaks() {
        let bytes = Word::new(&p("Text.")).bytes();
        for end in (4..bytes.len()).step_by(7) {
            let part = bytes.get(..end).unwrap();
            assert_eq!(fault(part), "article/damaged", "cut at {end}");
        }
        let mut spoilt = bytes.clone();
        for at in 0..spoilt.len() {
            spoilt[at] ^= 0xff;
            let _ = document::read("a.docx", &spoilt, None);
            spoilt[at] ^= 0xff;
        }
    }

    #[test]
    fn macros_are_refused() {
        assert_eq!(refusal(&Word::new(&p("Text.")).entry("word/vbaProject.bin", b"x")), "article/macros");
    }

    #[test]
    fn a_bomb_is_refused_before_it_unfolds() {
        let large = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(5 << 20));
        assert_eq!(refusal(&Word::new(&large)), "article/too-large");
        // A directory that lies about the size.
        let mut lie = Word::new(&large).bytes();
        let size = u32::try_from(large.len()).unwrap();
        let mut changed = 0;
        for at in 0..lie.len() - 4 {
            let number = u32::from_le_bytes([lie[at], lie[at + 1], lie[at + 2], lie[at + 3]]);
            if number > size && number < size + 1000 {
                lie.get_mut(at..at + 4).unwrap().copy_from_slice(&1000u32.to_le_bytes());
                changed += 1;
            }
        }
        assert!(changed > 0);
        assert!(["article/too-large", "article/damaged"].contains(&fault(&lie).as_str()));
    }

    #[test]
    fn xml_that_is_broken_hostile_or_too_deep_is_refused() {
        let document = |inner: &str| refusal(&Word::new(&format!("<x xmlns:w=\"{W}\">{inner}</x>")));
        assert_eq!(document("<w:p>"), "article/damaged");
        assert_eq!(document("<w:p a=</w:p>"), "article/damaged");
        for no_name in ["<<w:p/>", "<a\"b:c d\"/>", "<a=\"b\"/>", "<a/b c=\"d\"/>"] {
            assert_eq!(document(no_name), "article/damaged", "{no_name}");
        }
        assert_eq!(document("<w:p><w:r><w:t>&bomb;</w:t></w:r></w:p>"), "article/unsafe-xml");
        assert_eq!(refusal(&Word::new("<!DOCTYPE x [<!ENTITY a \"aa\">]><x/>")), "article/unsafe-xml");
        assert_eq!(document(&format!("{}{}", "<w:p>".repeat(2000), "</w:p>".repeat(2000))), "article/too-deep");
        assert_eq!(refusal(&Word::new(&p("a")).part("comments", "<w:comments")), "article/damaged");
        assert_eq!(sound(&Word::new(&p("a")).part("footnotes", "\u{0}")).blocks.len(), 1);
    }

    #[test]
    fn deep_but_possible_nesting_is_read() {
        let deep = 150;
        let body =
            format!("{}{}{}", "<w:tbl><w:tr><w:tc>".repeat(deep), p("Deep."), "</w:tc></w:tr></w:tbl>".repeat(deep));
        assert_eq!(texts(&body), ["Deep."]);
    }

    #[test]
    fn a_file_without_words_is_empty_and_not_broken() {
        let document = sound(&Word::new("<w:p/>"));
        assert!(document.blocks.is_empty() && document.source.is_empty());
    }
}

#[test]
fn headers_and_footers_give_no_prose_but_tell_the_day_and_the_author() {
    let margin = |name: &str, text: &str| format!("<w:{name} xmlns:w=\"{W}\">{}</w:{name}>", p(text));
    let word = Word::new(&p("Herpes can be cured with antibiotics."))
        .part("header", &margin("hdr", "By Ann Lee, MD"))
        .part("footer", &margin("ftr", "Last reviewed: 3 May 2026"));
    let document = sound(&word);
    assert_eq!(blocks(&document).len(), 1);
    assert_eq!(document.source, "Herpes can be cured with antibiotics.\nBy Ann Lee, MD\nLast reviewed: 3 May 2026");
    assert_eq!(document.loci, ["paragraph 1", "header", "footer"]);
    let mut choice = Choice::none();
    choice.select(["document/no-date", "document/no-author"]).unwrap();
    assert!(standards::check(&document, &choice).is_empty());
    let bare = sound(&Word::new(&p("Herpes can be cured with antibiotics.")));
    assert_eq!(standards::check(&bare, &choice).len(), 2);
}

/// The same article as Markdown and from Word.
#[test]
fn the_format_does_not_change_what_is_read() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let row =
        |head: &str, one: &str, two: &str| format!("<w:tr><w:trPr>{head}</w:trPr>{}{}</w:tr>", cell(one), cell(two));
    let body = [
        styled("Titel", "Sore Legs"),
        p("Legs are often sore. Signs include:"),
        item(0, "swelling"),
        item(0, "warmth"),
        styled("berschrift2", "Myths"),
        format!("<w:tbl>{}{}</w:tbl>", row("<w:tblHeader/>", "Myth", "Fact"), row("", "Rest heals.", "Walking does.")),
        styled("Zitat", "Stay in bed, they said."),
        p("Bed rest helps nobody."),
    ];
    let word = sound(&Word::new(&body.concat()));
    let markdown = "# Sore Legs\n\nLegs are *often* sore. Signs include:\n\n- swelling\n- warmth\n\n## Myths\n\n\
        | Myth | Fact |\n|---|---|\n| Rest heals. | Walking does. |\n\n> Stay in bed, they said.\n\nBed rest helps nobody.\n";
    let markdown = document::read("a.md", markdown.as_bytes(), None);
    assert_eq!(word.text, markdown.text);
    assert_eq!(word.blocks, markdown.blocks);
    assert_eq!(word.sentences, markdown.sentences);
    assert_eq!(word.sections, markdown.sections);
}
