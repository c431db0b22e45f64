//! What other languages leave in articles: templates, shortcodes, MDX, front matter, exports in JSON.

#![allow(clippy::expect_used, clippy::string_slice)] // a test may stop where the library may not

use healthlint::document::{self, BlockKind, Document, Format};

fn texts(name: &str, source: &str) -> Vec<String> {
    let document = document::read(name, source.as_bytes(), None);
    assert!(document.faults.is_empty(), "{:?}", document.faults);
    // Whatever was hidden: all words lead back to where they stand.
    for sentence in &document.sentences {
        let words = sentence.text.of(&document.text);
        let raw = document.map.to_raw(sentence.text);
        let first = words.split(' ').next().expect("a word");
        assert!(raw.of(&document.source).starts_with(first), "{words:?} leads to {:?}", raw.of(&document.source));
    }
    document.blocks.iter().map(|b| document.block_text(b).to_owned()).collect()
}

fn remarks(name: &str, source: &str) -> Vec<(String, String)> {
    let document = document::read(name, source.as_bytes(), None);
    document.remarks.iter().map(|r| (r.words.clone(), r.raw.of(&document.source).to_owned())).collect()
}

mod templates {
    use super::*;

    #[test]
    fn tags_of_templates_are_no_prose_and_what_stands_between_them_is() {
        let source = "{{< youtube abc >}}\n\n{{% notice tip %}}\nBed rest *cures* nothing.\n{{% /notice %}}\n\nIt is {{ site.year }} now. {% include \"a.md\" %}\n\
            {% if x %}\n## Legs\n{% endif %}\nLegs hurt.\n";
        assert_eq!(texts("a.md", source), ["Bed rest cures nothing.", "It is now.", "Legs", "Legs hurt."]);
    }

    #[test]
    fn words_behind_a_long_tag_are_no_code() {
        assert_eq!(texts("a.md", "{{% notice warning \"title\" %}} Bed rest heals.\n"), ["Bed rest heals."]);
        assert_eq!(texts("a.md", "- {{< badge >}} Bed rest heals.\n- Walking."), ["Bed rest heals.", "Walking."]);
    }

    #[test]
    fn blocks_of_code_and_comments_in_templates_are_hidden_with_their_content() {
        let source = "Backs hurt.\n\n{% comment %}\nhealthlint-ignore a/b -- quoted\n{% endcomment %}\n\n{{< highlight js >}}\nvar bed = rest;\n{{< /highlight >}}\n\nLegs too.\n";
        assert_eq!(texts("a.md", source), ["Backs hurt.", "Legs too."]);
        assert_eq!(remarks("a.md", source)[0].0, "healthlint-ignore a/b -- quoted");
        let hugo = remarks("a.md", "{{/* healthlint-ignore a/b -- why */}}\nText.");
        assert_eq!(
            hugo,
            [("healthlint-ignore a/b -- why".to_owned(), "{{/* healthlint-ignore a/b -- why */}}".to_owned())]
        );
    }

    #[test]
    fn an_open_brace_hides_nothing() {
        for source in ["Sets {{ are odd.\n\nBacks hurt }} too.", "Half {% of it.", "One { two } three."] {
            assert!(!texts("a.md", source).is_empty());
        }
        assert_eq!(texts("a.md", "Sets {{ are odd.\n\nBacks hurt }} too.").len(), 2);
    }

    #[test]
    fn marks_of_containers_are_no_prose() {
        assert_eq!(texts("a.md", ":::tip Good to know\nBed rest heals.\n:::\n"), ["Bed rest heals."]);
    }

    #[test]
    fn wordpress_blocks_and_shortcodes_are_no_prose() {
        let source = "<!-- wp:paragraph {\"a\":1} -->\n<p>Backs hurt [1], they say [sic].</p>\n<!-- /wp:paragraph -->\n\
            [gallery ids=\"1,2\"]\n<p>[box type=\"info\"]Legs hurt too.[/box] [more] [drop]A[/drop] See [figure].</p>\n[caption id=\"x\"]<img src=x> A sore back.[/caption]";
        assert_eq!(
            texts("a.html", source),
            ["Backs hurt, they say [sic].", "Legs hurt too. A See [figure].", "A sore back."]
        );
    }
}

mod mdx {
    use super::*;

    #[test]
    fn modules_components_and_expressions_are_no_prose() {
        let source = "---\ntitle: \"Backs\"\n---\nimport {Box} from './box'\nexport const a = {\n  b: 1,\n\n  c: 2,\n}\n\n# Backs\n\n\
            <Box kind=\"x\" on={() => { go('}') }}>\n    Bed rest **heals** {props.name} nothing.\n</Box>\n\n\
            It is {1 + 1} so. <Icon.Small /> `{code}` Yes.\n\n<>\nDeep.\n</>\n\n```js\nimport x\n{\n```\n\nLast one hurts.\n";
        assert_eq!(
            texts("a.mdx", source),
            ["Backs", "Bed rest heals nothing.", "It is so. Yes.", "Deep.", "Last one hurts."]
        );
    }

    #[test]
    fn html_in_mdx_stays_html() {
        let source = "<div style={{color: 'red'}} {...rest}>\n\nBacks hurt.\n\n</div>\n\n<del>Gone</del> Legs hurt.\n";
        assert_eq!(texts("a.mdx", source), ["Backs hurt.", "Legs hurt."]);
    }

    #[test]
    fn comments_are_handed_over() {
        let source = "{/* healthlint-ignore a/b -- quoted */}\n\nBed rest heals. {/* a } note */} Still.\n";
        assert_eq!(texts("a.mdx", source), ["Bed rest heals. Still."]);
        assert_eq!(
            remarks("a.mdx", source),
            [("healthlint-ignore a/b -- quoted".to_owned(), "{/* healthlint-ignore a/b -- quoted */}".to_owned())]
        );
    }

    #[test]
    fn what_is_not_closed_hides_nothing_and_takes_no_time() {
        assert_eq!(
            texts("a.mdx", "An open { brace and 5 < 6.\n\nBacks hurt."),
            ["An open { brace and 5 < 6.", "Backs hurt."]
        );
        for scrap in ["{", "<A ", "{\"", "`{", "<a {", "{/*", "import {\n\n", "{{<", "{%", "[a", "{% comment %}"] {
            let source = scrap.repeat(100_000);
            for format in [Format::Mdx, Format::Markdown, Format::Html] {
                let _ = document::read("a", source.as_bytes(), Some(format));
            }
        }
    }

    #[test]
    fn lists_keep_their_levels() {
        let document = document::read("a.mdx", b"- One\n    - Two\n\n        more of two\n- Three\n", None);
        let kinds: Vec<BlockKind> = document.blocks.iter().map(|b| b.kind).collect();
        assert_eq!(
            kinds,
            [BlockKind::ListItem(0), BlockKind::ListItem(1), BlockKind::ListItem(1), BlockKind::ListItem(0)]
        );
    }
}

mod front_matter {
    use super::*;

    #[test]
    fn the_title_is_found_in_yaml_toml_and_json() {
        for matter in [
            "---\ntitle: Bed rest\ndate: 2020-01-01\n---\n",
            "+++\ntitle = \"Bed rest\"\ndate = 2020-01-01\n+++\n",
            "{\n  \"tags\": {\"title\": \"no\"},\n  \"title\": \"Bed\\u0020rest\",\n  \"draft\": false\n}\n",
        ] {
            let source = format!("{matter}\nBacks hurt.\n");
            let document = document::read("a.md", source.as_bytes(), None);
            assert_eq!(document.blocks[0].kind, BlockKind::Title, "{matter}");
            assert_eq!(texts("a.md", &source), ["Bed rest", "Backs hurt."], "{matter}");
            let marked = format!("\u{feff}{source}");
            assert_eq!(texts("a.md", &marked), ["Bed rest", "Backs hurt."], "{matter}");
        }
        assert_eq!(texts("a.md", "{not json} Backs hurt."), ["{not json} Backs hurt."]);
    }
}

mod exports {
    use super::*;

    fn read(source: &str, field: &str, format: Format) -> Vec<Document> {
        document::read_field("a.json", source.as_bytes(), field, format).collect()
    }

    /// What a sentence leads to in the file.
    fn led(document: &Document, words: &str) -> String {
        let at = document.text.find(words).expect("the words");
        let span = healthlint::span::Span::new(at, at + words.len());
        document.map.to_raw(span).of(&document.source).to_owned()
    }

    #[test]
    fn the_text_of_a_field_is_read_and_leads_back_through_escapes() {
        let source =
            r#"{"id": 7, "content": {"rendered": "<p>Don\u2019t rest.\n\"Bed\" &amp; 🩺 \ud83e\ude7a heat<\/p>"}}"#;
        let documents = read(source, "content.rendered", Format::Html);
        assert_eq!(documents.len(), 1);
        let document = &documents[0];
        assert_eq!(document.source, source);
        assert_eq!(document.text, "Don’t rest. \"Bed\" & 🩺 🩺 heat");
        assert_eq!(led(document, "Don’t rest"), r"Don\u2019t rest");
        assert_eq!(led(document, "\"Bed\" &"), r#"\"Bed\" &amp;"#);
        assert_eq!(led(document, "🩺 heat"), r"\ud83e\ude7a heat");
    }

    #[test]
    fn each_text_of_a_list_or_of_json_lines_is_an_article() {
        let list = r##"[{"c": "# One\n\nBacks hurt."}, {"d": 1}, {"c": ["Two.", 5, null]}]"##;
        let documents = read(list, "c", Format::Markdown);
        let all: Vec<&str> = documents.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(all, ["One\nBacks hurt.", "Two."]);
        assert_eq!(documents[0].blocks[0].kind, BlockKind::Title);
        let lines = "{\"c\": \"One.\"}\n{\"c\": \"Two.\"}\n";
        assert_eq!(read(lines, "c", Format::Plain).len(), 2);
        assert_eq!(read("\"Bare text.\"", "", Format::Plain)[0].text, "Bare text.");
    }

    #[test]
    fn comments_in_a_text_lead_back_too() {
        let source = r#"{"c": "<!-- healthlint-ignore a\/b -- why --><p>Bed rest.</p>"}"#;
        let document = &read(source, "c", Format::Html)[0];
        assert_eq!(document.remarks[0].words, "healthlint-ignore a/b -- why");
        assert!(document.remarks[0].raw.of(&document.source).starts_with("<!--"));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for (source, code) in [
            ("{\"c\": ", "article/not-json"),
            ("no", "article/not-json"),
            ("{\"c\": 5}", "article/no-field"),
            ("{}", "article/no-field"),
            ("", "article/no-field"),
        ] {
            let documents = read(source, "c", Format::Html);
            assert_eq!(documents[0].faults[0].code, code, "{source}");
        }
        assert_eq!(read(&"[".repeat(100_000), "c", Format::Html)[0].faults.len(), 1);
        let deep = format!("{}\"x\"{}", "[".repeat(100), "]".repeat(100));
        assert_eq!(read(&deep, "", Format::Html).len(), 1);
        let bytes = document::read_field("a.json", b"{\"c\": \"\xff\"}", "c", Format::Html).next().expect("a document");
        assert_eq!(bytes.faults[0].code, "article/not-utf8");
    }
}
