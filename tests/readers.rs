//! What the readers make of an article, one habit of writers at a time.
//!
//! The examples are our own; where the folder of real articles lies beside the project, their shape is checked too.

#![allow(clippy::expect_used, clippy::print_stderr, clippy::string_slice)] // a test may stop where the library may not

use healthlint::document::{self, BlockKind, Document, Format};

fn plain(source: &str) -> Document {
    document::read("a.txt", source.as_bytes(), None)
}

fn markdown(source: &str) -> Document {
    document::read("a.md", source.as_bytes(), None)
}

fn html(source: &str) -> Document {
    document::read("a.html", source.as_bytes(), None)
}

/// Kind and text of every block.
fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, document.block_text(b))).collect()
}

fn texts(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|b| document.block_text(b)).collect()
}

fn sentences(text: &str) -> Vec<String> {
    let document = html(&format!("<p>{text}</p>"));
    document.sentences.iter().map(|s| s.text.of(&document.text).to_owned()).collect()
}

/// The text of the block that leads the one with `text` in.
fn lead_in<'a>(document: &'a Document, text: &str) -> Option<&'a str> {
    let block = document.blocks.iter().find(|b| document.block_text(b) == text).expect("the block is there");
    block.lead_in.map(|l| document.block_text(&document.blocks[l as usize]))
}

mod bytes {
    use super::*;

    #[test]
    fn bytes_that_are_not_utf8_are_told_with_their_place() {
        let document = document::read("a.md", b"good \xff bad", None);
        assert!(document.blocks.is_empty());
        let fault = &document.faults[0];
        assert_eq!(fault.code, "article/not-utf8");
        assert!(fault.message.contains("byte 5"), "{}", fault.message);
        assert!(fault.notes.iter().any(|n| n.contains("UTF-8")));
    }

    #[test]
    fn utf_16_is_recognised_by_its_mark() {
        for bytes in [b"\xff\xfeH\0i\0", b"\xfe\xff\0H\0i"] {
            let document = document::read("a.txt", bytes, None);
            assert!(document.faults[0].message.contains("UTF-16"));
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_text_but_counts_in_the_places() {
        for name in ["a.md", "a.html", "a.txt"] {
            let document = document::read(name, "\u{feff}Rest helps the back.".as_bytes(), None);
            assert_eq!(document.text, "Rest helps the back.");
            assert_eq!(document.map.to_raw(document.sentences[0].text).range(), 3..23);
        }
    }

    #[test]
    fn an_article_without_prose_is_no_fault() {
        for name in ["a.md", "a.html", "a.txt"] {
            for source in ["", "\n\n", "   \r\n", "<!-- x -->"] {
                let document = document::read(name, source.as_bytes(), None);
                assert!(document.blocks.is_empty() && document.faults.is_empty(), "{name} {source:?}");
                assert_eq!(document.sections.len(), 1);
            }
        }
    }

    #[test]
    fn the_name_tells_the_format() {
        for (name, format) in [
            ("x/a.md", Format::Markdown),
            ("a.MDX", Format::Mdx),
            ("a.markdown", Format::Markdown),
            ("a.htm", Format::Html),
            ("a.HTML", Format::Html),
            ("a.txt", Format::Plain),
            ("-", Format::Plain),
            ("README", Format::Plain),
            ("a.docx.unknown", Format::Plain),
        ] {
            assert_eq!(document::format_of(name), format, "{name}");
        }
    }

    #[test]
    fn every_reader_is_registered_once() {
        let mut seen = Vec::new();
        for reader in document::READERS {
            assert!(!seen.contains(&reader.name));
            seen.push(reader.name);
            for extension in reader.extensions {
                assert_eq!(document::format_of(&format!("a.{extension}")), reader.format);
            }
        }
    }
}

mod footnotes {
    use super::*;

    const REFERENCE: &str = "Miller AB, Novak C, Van Dorn E. Backs and nerves. In: Handbook. J Spine. 2015;23(1):7-17. doi:10.1234/js-23-01-7";

    #[test]
    fn a_glued_footnote_number_ends_the_sentence() {
        assert_eq!(
            sentences("Discs may press on nerves.1 Rest helps.2,3"),
            ["Discs may press on nerves.", "Rest helps."]
        );
        assert_eq!(sentences("He said “rest”.4 Then left."), ["He said “rest”.", "Then left."]);
        assert_eq!(sentences("Backs hurt.¹ Legs too.²"), ["Backs hurt.", "Legs too."]);
    }

    #[test]
    fn a_glued_reference_is_no_prose() {
        assert_eq!(sentences(&format!("Nerves may be pressed.1{REFERENCE}")), ["Nerves may be pressed."]);
        assert_eq!(
            sentences(&format!("Nerves may be pressed.1{REFERENCE} Rest helps.")),
            ["Nerves may be pressed.", "Rest helps."]
        );
    }

    #[test]
    fn prose_goes_on_after_a_glued_reference() {
        assert_eq!(
            sentences(&format!("Infections,2{REFERENCE} tumours and fractures are rare.")),
            ["Infections, tumours and fractures are rare."]
        );
        assert_eq!(
            sentences(
                "A tingling3Olsen D, Rao A. Tingling. [Updated 2020 Jan 2]. In: Notes [Internet]. City (ST): Press; 2020 Jan-. \
                 Available from: https://example.org/books/NB1/ in one foot is common."
            ),
            ["A tingling in one foot is common."]
        );
        assert_eq!(
            sentences("It is common4Health Office and mild."),
            ["It is common4Health Office and mild."],
            "without an author's initials a number behind a word may be part of a name"
        );
    }

    #[test]
    fn several_references_may_follow_one_another() {
        let text = format!("Nerves hurt.1{REFERENCE} 2{REFERENCE}. Published 2018 Apr 13. PMID: 12345 Rest helps.");
        assert_eq!(sentences(&text), ["Nerves hurt.", "Rest helps."]);
    }

    #[test]
    fn bracketed_numbers_vanish() {
        assert_eq!(sentences("Backs hurt [1, 2]. Legs too.[3][4]"), ["Backs hurt.", "Legs too."]);
    }

    #[test]
    fn numbers_that_belong_to_a_word_stay() {
        for whole in [
            "HSV-1 and vitamin B12 are named here.",
            "The level was 7.5 in the morning.",
            "H1N1 and COVID19 are viruses.",
            "Take 1,000 mg at most.",
            "The body mass index was 25 kg/m2 or more.",
            "In COVID19Vaccine trials it was measured.",
        ] {
            assert_eq!(sentences(whole), [whole]);
        }
    }

    #[test]
    fn entries_of_a_reference_list_are_no_prose() {
        let document =
            plain(&format!("Sore Backs\n\nBacks are often sore in winter.\n\n  • 1 {REFERENCE}\n  • 2 {REFERENCE}\n"));
        assert_eq!(texts(&document), ["Sore Backs", "Backs are often sore in winter."]);
    }

    #[test]
    fn superscript_numbers_of_footnotes_vanish_and_powers_stay() {
        let document = html(
            "<p>It heals.<sup>1</sup> A sore<sup><a href='#2'>[2]</a></sup> of 2 cm<sup>2</sup> is 10<sup>3</sup> small.</p>",
        );
        assert_eq!(texts(&document), ["It heals. A sore of 2 cm2 is 103 small."]);
    }
}

mod plain_text {
    use super::*;
    use BlockKind::{Caption, Heading, ListItem, Paragraph, Quote, TableCell, TableHeader, Title};

    #[test]
    fn the_first_bare_line_is_the_title_and_later_ones_are_headings() {
        let document = plain(
            "Sore Legs at Night\n\nLegs may be sore.\n\nWhat Helps\nMove them.\n\nIs it dangerous?\n\nHardly ever.",
        );
        assert_eq!(
            blocks(&document),
            [
                (Title, "Sore Legs at Night"),
                (Paragraph, "Legs may be sore."),
                (Heading(2), "What Helps"),
                (Paragraph, "Move them."),
                (Heading(2), "Is it dangerous?"),
                (Paragraph, "Hardly ever."),
            ]
        );
        assert_eq!(document.sections.len(), 3);
        assert_eq!(document.heading_of(1).map(|b| document.block_text(b)), Some("What Helps"));
        assert_eq!(document.sections[1].parent, Some(0));
    }

    #[test]
    fn numbered_headings_have_levels_and_lose_their_number() {
        let document = plain(
            "Legs\n\nThey hurt.\n\n1. Torn Muscle\n\nIt tears.\n\n1.1 Signs\n\nIt hurts.\n\n2. Clots\n\nThey block.",
        );
        assert_eq!(document.blocks[2].kind, Heading(2));
        assert_eq!(document.blocks[4].kind, Heading(3));
        assert_eq!(texts(&document)[2], "Torn Muscle");
        assert_eq!(texts(&document)[6], "Clots");
        assert_eq!(document.sections[2].parent, Some(1));
    }

    #[test]
    fn consecutive_numbers_make_a_list() {
        let document = plain("First Aid\n\nDo this:\n\n1. Sit down\n2. Raise the leg\n3. Call for help\n\nThen wait.");
        assert_eq!(texts(&document)[2..5], ["Sit down", "Raise the leg", "Call for help"]);
        assert!(document.blocks[2..5].iter().all(|b| b.kind == ListItem(0)));
        assert_eq!(lead_in(&document, "Raise the leg"), Some("Do this:"));
    }

    #[test]
    fn a_line_is_a_paragraph_unless_the_text_was_wrapped_by_hand() {
        let lines = plain("Backs are sore at times.\nLegs are sore at times.");
        assert_eq!(lines.blocks.len(), 2);
        let wrapped = plain(
            "Backs\n\nThe back is made of many small bones that carry the head and\nthe chest, and of the muscles between them, which get tired\n\
             when they are held still for hours. Moving about from time to\ntime is what they like best.\n\nAnother paragraph stands here.",
        );
        assert_eq!(wrapped.blocks.len(), 3);
        assert!(texts(&wrapped)[1].contains("head and the chest"));
        assert!(texts(&wrapped)[1].ends_with("like best."));
    }

    #[test]
    fn bullets_know_what_leads_them_in() {
        let document = plain(
            "Sore Legs\n\nSigns include:\n\n  • swelling\n  • warmth\n      - at night\n\nWhat Helps\n- Rest\n– Cold",
        );
        assert_eq!(lead_in(&document, "swelling"), Some("Signs include:"));
        assert_eq!(lead_in(&document, "warmth"), Some("Signs include:"));
        assert_eq!(lead_in(&document, "at night"), Some("warmth"));
        assert_eq!(lead_in(&document, "Rest"), Some("What Helps"));
        assert_eq!(lead_in(&document, "Cold"), Some("What Helps"));
        assert_eq!(document.blocks[4].kind, ListItem(1));
    }

    #[test]
    fn boilerplate_between_bullets_does_not_break_the_list() {
        let document = plain(
            "Sore Legs\n\nSigns include:\n\n  • swelling of one leg\n\n    Watch Swollen Leg Video\n\n  • warmth\n",
        );
        assert_eq!(texts(&document), ["Sore Legs", "Signs include:", "swelling of one leg", "warmth"]);
        assert_eq!(lead_in(&document, "warmth"), Some("Signs include:"));
    }

    #[test]
    fn an_indented_paragraph_goes_on_with_its_item() {
        let document = plain("Sore Legs\n\n  • Clots\n\n    They may block a vein.\n\n  • Cramps\n\nThat is all.");
        assert_eq!(document.blocks[2].kind, ListItem(0));
        assert_eq!(lead_in(&document, "They may block a vein."), Some("Clots"));
        assert_eq!(document.blocks[4].kind, Paragraph);
    }

    #[test]
    fn a_line_that_leads_on_is_no_heading() {
        let document = plain("Sore Legs\n\nThe signs in adults are\n- swelling\n- warmth");
        assert_eq!(document.blocks[1].kind, Paragraph);
        assert_eq!(lead_in(&document, "warmth"), Some("The signs in adults are"));
    }

    #[test]
    fn items_that_lost_their_bullets_are_items_still() {
        let document = plain(
            "Sore Legs\n\nCall for help if you notice:\nsudden swelling\nchest pain\ntrouble breathing\n\nOutlook\n\nMost get well soon.",
        );
        assert!(document.blocks[2..5].iter().all(|b| b.kind == ListItem(0)));
        assert_eq!(lead_in(&document, "chest pain"), Some("Call for help if you notice:"));
        assert_eq!(document.blocks[5].kind, Heading(2));
    }

    #[test]
    fn pipe_tables_have_headers_and_row_heads() {
        let document = plain(
            "Viruses\n\nSome of them:\nName | Sign |\n---|---|\nHSV | sores |\nVZV | rash |\n\nThat is all there is.",
        );
        assert_eq!(document.blocks[2].kind, TableHeader(0));
        assert_eq!(document.blocks[3].kind, TableHeader(1));
        assert_eq!(document.blocks[7].kind, TableCell(1, 1));
        assert_eq!(document.blocks[7].header, Some(3));
        assert_eq!(document.blocks[7].row_head, Some(6));
        assert_eq!(texts(&document)[4..8], ["HSV", "sores", "VZV", "rash"]);
    }

    #[test]
    fn answers_stand_in_the_section_of_their_question() {
        let document = plain(
            "Sore Legs\n\nThey are common.\nCan walking help?\n+Yes, it can.\nQ: Is heat good?\nA: Some like it.",
        );
        assert_eq!(
            blocks(&document)[2..],
            [
                (Heading(2), "Can walking help?"),
                (Paragraph, "Yes, it can."),
                (Heading(3), "Is heat good?"),
                (Paragraph, "Some like it."),
            ]
        );
        assert_eq!(
            document.heading_of(document.blocks[3].section).map(|b| document.block_text(b)),
            Some("Can walking help?")
        );
    }

    #[test]
    fn boilerplate_gives_no_prose() {
        for line in [
            "Rate article",
            "Add a comment",
            "advertisement",
            "ADVERTISEMENT",
            "See Causes of Sore Legs",
            "See When a Sore Leg Is an Emergency",
            "Watch Sore Leg Video",
            "Read more about Sore Legs: Rest, Cold, and Heat",
            "Related: Why Legs Swell",
            "Meta description suggestion: “All about legs.” (90 characters)",
            "Tags: legs, pain",
            "Share this",
            "LEG-123-456.jpeg",
            "sore leg.png",
            "© 2024 Leg Pages. All rights reserved.",
            "We use cookies to improve your visit.",
            "By Jane Doe, MD",
            "March 5, 2021",
            "5 min read",
            "https://example.org/legs",
            "----------",
            "Medically reviewed by Jane Doe, MD",
            "Last updated: May 2020",
            "Photo: Leg Pictures",
            "{{< figure src=\"leg.png\" >}}",
            "import Box from './box'",
        ] {
            let document = plain(&format!("Sore Legs\n\nLegs are often sore.\n\n{line}\n\nRest helps a lot."));
            assert_eq!(texts(&document), ["Sore Legs", "Legs are often sore.", "Rest helps a lot."], "{line}");
        }
    }

    #[test]
    fn sentences_that_begin_like_boilerplate_stay() {
        for line in [
            "See a doctor if your leg is weak.",
            "See a doctor if your leg is weak",
            "See your doctor at once.",
            "See Your Doctor",
            "Watch for swelling and warmth.",
            "Watch for These Signs",
            "Read the label before you take it.",
            "Share this with your doctor before surgery, since it changes the dose.",
            "You may also like to try heat.",
            "Rate this pain from 1 to 10.",
            "Home remedies may help.",
            "More than half get well.",
            "Next, raise the leg.",
            "Close contact spreads it.",
            "Searching for a cause takes time.",
            "Sources of vitamin D include fish.",
            "Print is too small for many readers.",
            "By contrast, rest does little.",
            "2019 was a hard year for many.",
        ] {
            let document = plain(&format!("Sore Legs\n\nLegs are often sore.\n\n{line}\n\nRest helps a lot."));
            assert!(texts(&document).contains(&line), "{line}: {:?}", texts(&document));
        }
    }

    #[test]
    fn a_reference_section_gives_no_prose() {
        let document = plain(
            "Sore Legs\n\nLegs are often sore in the evening.\n\nReferences\n\nLeg Association\nSome book about legs, 2020.\n\n\
             Final Words\n\nWhat remains to be said is that most sore legs get well within a week or two.",
        );
        assert_eq!(texts(&document)[2], "Final Words");
        assert_eq!(document.blocks.len(), 4);
    }

    #[test]
    fn what_is_said_of_the_author_at_the_end_is_no_prose() {
        let document = plain(
            "Sore Legs\n\nLegs are often sore.\n\nDr. Jane Doe is a rheumatologist and leg specialist with many years of practice.\n\nadvertisement",
        );
        assert_eq!(document.blocks.len(), 2);
    }

    #[test]
    fn a_lone_line_is_a_paragraph() {
        let document = plain("Herpes is the most common cause of back pain");
        assert_eq!(blocks(&document), [(Paragraph, "Herpes is the most common cause of back pain")]);
    }

    #[test]
    fn the_words_of_a_picture_are_a_caption() {
        let document = plain("Sore Legs\n\nsore leg in bed\n\nLegs are often sore.");
        assert_eq!(document.blocks[1].kind, Caption);
    }

    #[test]
    fn marks_borrowed_from_markdown_are_understood() {
        let document = plain("# Sore Legs\n\n> She said it hurts\n> all day long.\n\n## Help\nRest.");
        assert_eq!(
            blocks(&document),
            [
                (Title, "Sore Legs"),
                (Quote, "She said it hurts all day long."),
                (Heading(2), "Help"),
                (Paragraph, "Rest.")
            ]
        );
    }

    #[test]
    fn other_line_ends_make_lines_too() {
        for end in ["\r\n", "\r"] {
            let document = plain(&["Sore Legs", "", "Legs are sore.", "- one", "- two"].join(end));
            assert_eq!(texts(&document), ["Sore Legs", "Legs are sore.", "one", "two"]);
        }
    }
}

mod markdown_text {
    use super::*;
    use BlockKind::{Heading, ListItem, Paragraph, Quote, TableCell, TableHeader, Title};

    #[test]
    fn the_front_matter_gives_the_title_and_what_search_results_show() {
        for source in [
            "---\ntitle: \"Sore Legs\"\nkeywords: All about legs.\n---\n\nThey hurt.",
            "+++\ntitle = 'Sore Legs'\ntags = ['a']\n+++\n\nThey hurt.",
            "---\nauthor: J\ntitle: Sore Legs\n---\n\n# Sore legs\n\nThey hurt.",
        ] {
            assert_eq!(blocks(&markdown(source)), [(Title, "Sore Legs"), (Paragraph, "They hurt.")], "{source}");
        }
        for source in [
            "---\ntitle: Sore Legs\ndescription: \"All about legs.\"\n---\n\nThey hurt.",
            "+++\nsummary = 'All about legs.'\ntitle = \"Sore Legs\"\n+++\n\nThey hurt.",
            "---\r\ndescription: >-\r\n  All about\r\n  legs.\r\ntitle: Sore Legs\r\n---\r\n\r\nThey hurt.",
            "{ \"title\": \"Sore Legs\", \"description\": \"All about legs.\" }\n\nThey hurt.",
        ] {
            let read = [(Title, "Sore Legs"), (Paragraph, "All about legs."), (Paragraph, "They hurt.")];
            assert_eq!(blocks(&markdown(source)), read, "{source}");
        }
        let both = markdown("---\ntitle: Sore Legs\n---\n# Legs at Night\n\nThey hurt.");
        assert_eq!(blocks(&both)[..2], [(Title, "Sore Legs"), (Heading(1), "Legs at Night")]);
    }

    #[test]
    fn only_the_first_heading_of_level_one_is_the_title() {
        let document = markdown("# Legs\n\nA.\n\n# Arms\n\nB.");
        assert_eq!(document.blocks[0].kind, Title);
        assert_eq!(document.blocks[2].kind, Heading(1));
    }

    #[test]
    fn markup_vanishes_and_every_byte_keeps_its_place() {
        let source = "The **most** [common](http://a.b) cause\nof *back*&nbsp;pain is \\*not\\* ~~new~~ `code` ![alt](x.png) known.[^1]\n\n[^1]: A note.";
        let document = markdown(source);
        assert_eq!(texts(&document), ["The most common cause of back pain is *not* known."]);
        let at = document.text.find("back pain").expect("it is there");
        let raw = document.map.to_raw(healthlint::span::Span::new(at, at + "back pain".len()));
        assert_eq!(raw.of_source(source), "back*&nbsp;pain");
    }

    /// The source under a span.
    trait OfSource {
        fn of_source(self, source: &str) -> &str;
    }

    impl OfSource for healthlint::span::Span<healthlint::span::Raw> {
        fn of_source(self, source: &str) -> &str {
            source.get(self.range()).expect("on boundaries")
        }
    }

    #[test]
    fn lists_know_their_lead_in_and_their_parents() {
        let document = markdown(
            "## Signs\n- a sore\n- a rash\n\nCall if:\n\n1. it spreads\n   - to the eye\n\n   Even at night.\n2. it lasts",
        );
        assert_eq!(lead_in(&document, "a rash"), Some("Signs"));
        assert_eq!(lead_in(&document, "it lasts"), Some("Call if:"));
        assert_eq!(lead_in(&document, "to the eye"), Some("it spreads"));
        assert_eq!(lead_in(&document, "Even at night."), Some("it spreads"));
        let nested = document.blocks.iter().find(|b| document.block_text(b) == "to the eye").expect("it is there");
        assert_eq!(nested.kind, ListItem(1));
    }

    #[test]
    fn tables_quotes_and_bold_headings_are_known() {
        let document = markdown("**Viruses**\n\n| Name | Sign |\n|---|---|\n| HSV | *sores* |\n\n> Said\n> somebody.");
        assert_eq!(
            blocks(&document),
            [
                (Heading(6), "Viruses"),
                (TableHeader(0), "Name"),
                (TableHeader(1), "Sign"),
                (TableCell(0, 0), "HSV"),
                (TableCell(0, 1), "sores"),
                (Quote, "Said somebody."),
            ]
        );
        assert_eq!(document.blocks[4].header, Some(2));
        assert_eq!(document.blocks[4].row_head, Some(3));
    }

    #[test]
    fn references_last_until_the_next_heading_of_their_level() {
        let document =
            markdown("# Legs\n\nSore.\n\n## References\n\n1. A book.\n\n### Web\n\nA page.\n\n## Help\n\nRest.");
        assert_eq!(texts(&document), ["Legs", "Sore.", "Help", "Rest."]);
    }

    #[test]
    fn a_list_of_links_gives_no_prose() {
        let document =
            markdown("Read on.\n\n- [Sore legs](a)\n- [Sore arms](b)\n\nBut:\n\n- [rest](c) helps\n- [heat](d)");
        assert_eq!(texts(&document), ["Read on.", "But:", "rest helps", "heat"]);
    }

    #[test]
    fn comments_for_the_linter_are_kept() {
        let document = markdown(
            "<!-- healthlint-ignore a/b -- tested -->\n\nLegs <!-- healthlint-ignore c/d -- x --> hurt. <!-- other -->",
        );
        let words: Vec<&str> = document.remarks.iter().map(|r| r.words.as_str()).collect();
        assert_eq!(words, ["healthlint-ignore a/b -- tested", "healthlint-ignore c/d -- x"]);
        assert_eq!(document.remarks[0].raw.range(), 0..40);
        assert_eq!(texts(&document), ["Legs hurt."]);
    }

    #[test]
    fn the_words_of_a_comment_are_those_of_the_file_whatever_html_makes_of_them() {
        for (source, words) in [
            ("<!-- healthlint-ignore a/b\r -- c\0 -->", "healthlint-ignore a/b\r -- c\0"),
            ("<!healthlint-ignore a/b\r -- c>", "healthlint-ignore a/b\r -- c"),
            ("</ healthlint-ignore a/b\0 -- c >", "healthlint-ignore a/b\0 -- c"),
            ("<!-- healthlint-\0ignore -->", "healthlint-\0ignore"),
            ("</{% x %}healthlint-ignore a/b{{ y }} -- c\r\n>", "healthlint-ignore a/b{{ y }} -- c"),
        ] {
            let document = html(&format!("{source}<p>Legs hurt.</p>"));
            let told: Vec<&str> = document.remarks.iter().map(|r| r.words.as_str()).collect();
            assert_eq!(told, [words], "{source:?}");
        }
    }

    #[test]
    fn html_inside_is_read_as_html() {
        let document = markdown(
            "<div class=\"box\">\n<p>Rest &amp; heat<br>help.</p>\n</div>\n\nThey <b>do</b>.\n\n<div hidden>\n\nNobody sees this.\n\n</div>\n\nEnd.",
        );
        assert_eq!(texts(&document), ["Rest & heat help.", "They do.", "End."]);
    }
}

mod html_text {
    use super::*;
    use BlockKind::{Caption, Heading, ListItem, Paragraph, Quote, TableCell, TableHeader, Title};

    #[test]
    fn the_heading_is_the_title_and_else_the_page_title() {
        let heading = html("<title>Legs | Pages</title><body><h1>Sore <i>Legs</i></h1><p>They hurt.");
        assert_eq!(blocks(&heading), [(Title, "Sore Legs"), (Paragraph, "They hurt.")]);
        let page = html("<title>Legs &amp; Arms</title><h2>Sore</h2><p>They hurt.</p>");
        assert_eq!(blocks(&page), [(Title, "Legs & Arms"), (Heading(2), "Sore"), (Paragraph, "They hurt.")]);
    }

    #[test]
    fn entities_are_decoded_and_mapped_exactly() {
        let source = "<p>Caf&eacute;s sell 5&nbsp;mg &lt;pills&#62; &mdash; R&D &ampx; inflam&shy;mation</p>";
        let document = html(source);
        assert_eq!(document.text, "Cafés sell 5 mg <pills> — R&D &x; inflammation");
        for (text, raw) in [
            ("é", "&eacute;"),
            ("5 mg", "5&nbsp;mg"),
            (">", "&#62;"),
            ("—", "&mdash;"),
            ("inflammation", "inflam&shy;mation"),
            ("&x", "&ampx"),
        ] {
            let at = document.text.find(text).expect("it is there");
            let span = document.map.to_raw(healthlint::span::Span::new(at, at + text.len()));
            assert_eq!(source.get(span.range()), Some(raw));
        }
    }

    #[test]
    fn what_readers_do_not_see_gives_no_prose() {
        for hidden in [
            "<script>if (a < b) { document.write('<p>x</p>') }</script>",
            "<style>p { color: red }</style>",
            "<noscript>Turn it on.</noscript>",
            "<template><p>x</p></template>",
            "<nav><ul><li>Home is here</li></ul></nav>",
            "<header><nav>x</nav></header>",
            "<footer><p>Words below.</p></footer>",
            "<button>Press it</button>",
            "<select><option>One</option></select>",
            "<svg><title>icon</title><text>x</text></svg>",
            "<div hidden><div>deep</div>secret</div>",
            "<p aria-hidden='true'>x</p>",
            "<blockquote itemprop='claimReviewed'>Herpes causes back pain.</blockquote>",
            "<div style='color: red; display: none'>x<div>y</div></div>",
            "<pre>code</pre>",
            "<aside><a href=a>One page</a> <a href=b>Other page</a></aside>",
            "<form><h3>Letters</h3><p>Give your address.</p></form>",
            "<!-- a comment -->",
            "<del>Old words.</del>",
            "<ol class='references'><li>A book about legs.</li></ol>",
            "<img alt='words'>",
        ] {
            let document = html(&format!("<h1>Legs</h1><p>Before.</p>{hidden}<p>After.</p>"));
            assert_eq!(texts(&document), ["Legs", "Before.", "After."], "{hidden}");
        }
    }

    #[test]
    fn asides_with_words_and_forms_around_the_page_are_kept() {
        let document = html(
            "<form><h1>Legs</h1><p>They hurt.</p><aside><p>A word to <a href=a>carers</a> follows here.</p></aside></form>",
        );
        assert_eq!(texts(&document), ["Legs", "They hurt.", "A word to carers follows here."]);
    }

    #[test]
    fn lists_nest_and_terms_lead_their_descriptions() {
        let document = html(
            "<p>Signs:</p><ul><li>a rash<ul><li>on the eye<li>on the ear</ul><li><p>fever</p><p>Even a mild one.</p></ul>\
             <dl><dt>Shingles</dt><dd>A rash.</dd><dt>Mumps</dt><dd>A swelling.</dd></dl>",
        );
        assert_eq!(lead_in(&document, "a rash"), Some("Signs:"));
        assert_eq!(lead_in(&document, "on the ear"), Some("a rash"));
        assert_eq!(lead_in(&document, "fever"), Some("Signs:"));
        assert_eq!(lead_in(&document, "Even a mild one."), Some("fever"));
        assert_eq!(lead_in(&document, "A swelling."), Some("Mumps"));
        assert_eq!(document.blocks[2].kind, ListItem(1));
    }

    #[test]
    fn tables_have_headers_however_they_are_marked() {
        for head in [
            "<thead><tr><th>Name</th><th>Sign</th></tr></thead>",
            "<thead><tr><td>Name<td>Sign</thead>",
            "<tr><th>Name</th><th>Sign</th></tr>",
            "<tr><td><strong>Name</strong></td><td><b>Sign</b></td></tr>",
        ] {
            let document = html(&format!(
                "<table><caption>Viruses</caption>{head}<tbody><tr><td>HSV<td>sores<tr><th scope=row>VZV</th><td>rash</table>"
            ));
            assert_eq!(
                blocks(&document),
                [
                    (Caption, "Viruses"),
                    (TableHeader(0), "Name"),
                    (TableHeader(1), "Sign"),
                    (TableCell(0, 0), "HSV"),
                    (TableCell(0, 1), "sores"),
                    (TableCell(1, 0), "VZV"),
                    (TableCell(1, 1), "rash"),
                ],
                "{head}"
            );
            assert_eq!(document.blocks[6].header, Some(2));
            assert_eq!(document.blocks[6].row_head, Some(5));
        }
    }

    #[test]
    fn a_table_may_be_headed_at_its_side() {
        let document = html("<table><tr><th>Dose</th><td>5 mg</td></tr><tr><th>Times</th><td>2</td></tr></table>");
        assert_eq!(document.blocks[0].kind, TableCell(0, 0));
        assert_eq!(document.blocks[1].row_head, Some(0));
        assert_eq!(document.blocks[1].header, None);
        assert_eq!(document.blocks[3].row_head, Some(2));
    }

    #[test]
    fn every_kind_of_block_is_told_apart() {
        let document = html(
            "<div>Loose words<p>One<p>Two</div><blockquote><p>Said.</p></blockquote><figure><figcaption>Seen</figcaption></figure>\
             <details><summary>Is it bad?</summary>No.</details>",
        );
        assert_eq!(
            blocks(&document),
            [
                (Paragraph, "Loose words"),
                (Paragraph, "One"),
                (Paragraph, "Two"),
                (Quote, "Said."),
                (Caption, "Seen"),
                (Heading(2), "Is it bad?"),
                (Paragraph, "No."),
            ]
        );
    }

    #[test]
    fn line_breaks_of_the_source_are_spaces() {
        let source = "<p>One\r\n   two<br/>three</p>";
        let document = html(source);
        assert_eq!(document.text, "One two three");
        let span = document.map.to_raw(healthlint::span::Span::new(4, 13));
        assert_eq!(source.get(span.range()), Some("two<br/>three"));
    }

    #[test]
    fn two_line_breaks_make_a_paragraph() {
        assert_eq!(texts(&html("One<br> <br/>Two<br>three<br></p>four")), ["One", "Two three", "four"]);
    }

    #[test]
    fn the_end_of_a_hidden_paragraph_may_be_implied() {
        let document = html("<p hidden>secret<p>seen<ul><li hidden>secret<li>also seen</ul>");
        assert_eq!(texts(&document), ["seen", "also seen"]);
    }
}

/// The same article, written three ways.
#[test]
fn the_format_does_not_change_what_is_read() {
    let plain = plain("Sore Legs\n\nLegs are often sore. Signs include:\n\n• swelling\n• warmth\n\nHelp\n\nRest.");
    let markdown =
        markdown("# Sore Legs\n\nLegs are *often* sore.\nSigns include:\n\n- swelling\n- warmth\n\n## Help\n\nRest.");
    let html = html(
        "<h1>Sore Legs</h1><p>Legs are <em>often</em> sore. Signs include:<ul><li>swelling<li>warmth</ul><h2>Help</h2>Rest.",
    );
    assert_eq!(plain.text, markdown.text);
    assert_eq!(plain.text, html.text);
    assert_eq!(plain.blocks, markdown.blocks);
    assert_eq!(plain.blocks, html.blocks);
    assert_eq!(plain.sentences, html.sentences);
    assert_eq!(plain.sections, html.sections);
}

/// A line of any length costs no more than its length.
#[test]
fn an_endless_line_is_read() {
    let line = "Rest is the most common advice. ".repeat(100_000);
    for name in ["a.md", "a.html", "a.txt"] {
        assert_eq!(document::read(name, line.as_bytes(), None).sentences.len(), 100_000);
    }
}

/// Real articles, if their folder lies beside the project.
#[test]
fn real_articles_keep_their_shape() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no folder of real articles beside the project");
        return;
    };
    for path in entries.filter_map(|e| e.ok().map(|e| e.path())) {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let document = document::read(&name, &std::fs::read(&path).expect("readable"), None);
        assert!(document.faults.is_empty() && document.title().is_some(), "{name}");
        for block in &document.blocks {
            let text = document.block_text(block);
            for noise in [
                "doi:",
                "http",
                "advertisement",
                "Rate article",
                "Add a comment",
                ".jpeg",
                "Meta description",
                "---",
                "•",
            ] {
                assert!(!text.contains(noise), "{name}: {text}");
            }
            assert!(!text.starts_with('+') && !text.contains('|'), "{name}: {text}");
            assert!(matches!(block.kind, BlockKind::ListItem(_)) == block.lead_in.is_some(), "{name}: {text}");
        }
        let count = |kind: fn(&BlockKind) -> bool| document.blocks.iter().filter(|b| kind(&b.kind)).count();
        let headers = count(|k| matches!(k, BlockKind::TableHeader(_)));
        let items = count(|k| matches!(k, BlockKind::ListItem(_)));
        let headings = count(|k| matches!(k, BlockKind::Heading(_)));
        let titles = count(|k| *k == BlockKind::Title);
        let expected = match name.get(..3).unwrap_or("") {
            "000" => (1, 4, 0, 0),
            "001" => (1, 8, 5, 3),
            "002" => (1, 1, 3, 0),
            "003" => (1, 19, 30, 0),
            "004" => (0, 4, 19, 0),
            _ => continue,
        };
        assert_eq!((titles, headings, items, headers), expected, "{name}");
    }
}
