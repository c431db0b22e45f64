//! Mistakes that medical editors make: each gets its caret under the right word and a sentence that says what to do.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test may stop")]

mod common;

use healthlint::database::review::review;
use healthlint::database::{self, Loaded};
use healthlint::diagnostic::Diagnostic;
use healthlint::examples;
use healthlint::lexicon::load::SourceFile;

const CLAIM: &str = r#"title      = "bed rest does not help gout"
fact       = "Bed rest has no place in the treatment of gout."
verdict    = "unsupported"
severity   = "warning"
confidence = "high"
instead    = "Ask a doctor what to do about swollen joints."
reviewed   = 2026-11-20
review_by  = 2028-11-20

[[source]]
id       = "nhs-gout"
supports = "does not name bed rest"

[rule.proposition]
about    = [["gout"]]
elements = [["act:lie-down"]]
polarity = "recommended"
guards   = ["w:in horses"]

[[flag]]
text = "«Stay in bed with gout»."

[[flag]]
text = "You should «lie down when you have gout»."

[[flag]]
text = "«Bed rest is best for gout»."

[[pass]]
text = "Do not stay in bed with gout."
why  = "negated"

[[pass]]
text = "Should you stay in bed with gout?"
why  = "questioned"

[[pass]]
text = "It is a myth that you should stay in bed with gout."
why  = "refuted"

[[pass]]
text = "Gout comes and goes."
why  = "element"
"#;

const LEXICON: &str = r#"[[concept]]
id    = "gout"
name  = "gout"
names = ["podagra"]
kind  = "disease"

[[concept]]
id   = "uric-acid"
name = "uric acid"
kind = "thing"
"#;

const CLASSES: &str = r#"[[class]]
id    = "act:lie-down"
names = ["stay in bed", "lie down", "bed rest"]
"#;

const SOURCES: &str = r#"[[source]]
id        = "nhs-gout"
title     = "Gout"
publisher = "NHS"
url       = "https://www.nhs.uk/conditions/gout/"
kind      = "agency"
published = "2023"
seen      = true

[[source]]
id        = "unread-gout"
title     = "Gout"
publisher = "A library"
url       = "https://example.org"
kind      = "agency"
seen      = false
"#;

const PATH: &str = "joints/bed-rest-gout.toml";

fn file(path: &str, text: impl Into<String>) -> SourceFile {
    SourceFile { path: path.to_owned(), text: text.into() }
}

/// A small database with the language of the shipped one.
fn small() -> Vec<SourceFile> {
    let language = ["words", "relations", "degrees", "cues", "frames", "care", "units", "advice", "dosing"];
    let path = |name: &str| format!("language/{name}.toml");
    let mut files: Vec<SourceFile> =
        common::claim_files().into_iter().filter(|f| language.iter().any(|name| f.path == path(name))).collect();
    files.push(file("language/acts.toml", CLASSES));
    files.push(file("lexicon/small.toml", LEXICON));
    files.push(file("sources/small.toml", SOURCES));
    files
}

fn read(files: &[SourceFile]) -> (Loaded, Vec<Diagnostic>) {
    let loaded = database::load(files);
    let mut faults = loaded.faults.clone();
    faults.extend(examples::run(&loaded));
    (loaded, faults)
}

/// Everything that is told of a claim file.
fn told_of(path: &str, text: &str) -> Vec<Diagnostic> {
    let mut files = small();
    files.push(file(path, text));
    read(&files).1
}

/// A fault as a reviewer reads it.
fn words(fault: &Diagnostic) -> String {
    format!("{}\n{}", fault.message, fault.notes.join("\n"))
}

/// What stands over the caret.
fn caret<'a>(fault: &Diagnostic, text: &'a str) -> &'a str {
    let span = fault.primary.as_ref().unwrap_or_else(|| panic!("no caret: {fault:?}")).span;
    text.get(span.start as usize..span.end as usize).unwrap()
}

/// One fault only, with the caret under these words, which tells all of this.
fn expect(text: &str, faults: &[Diagnostic], under: &str, says: &[&str]) {
    assert_eq!(faults.len(), 1, "{}", faults.iter().map(words).collect::<Vec<_>>().join("\n---\n"));
    assert_eq!(caret(&faults[0], text), under, "{}", words(&faults[0]));
    let told = words(&faults[0]);
    for part in says {
        assert!(told.contains(part), "\"{part}\" is not said in:\n{told}");
    }
    // Nothing of the reader's own language gets through.
    for jargon in ["expected", "sequence", "datetime", "variant", "literal string", "deserial", "struct"] {
        assert!(!told.contains(jargon), "\"{jargon}\" in:\n{told}");
    }
}

#[test]
fn the_claim_that_is_spoilt_here_is_sound() {
    let faults = told_of(PATH, CLAIM);
    assert!(faults.is_empty(), "{}", faults.iter().map(words).collect::<Vec<_>>().join("\n---\n"));
}

#[test]
fn a_claim_saved_by_notepad_is_sound() {
    let faults = told_of(PATH, &format!("\u{feff}{}", CLAIM.replace('\n', "\r\n")));
    assert!(faults.is_empty(), "{faults:?}");
}

/// A mistake: what is written instead of what, the words under the caret, what is said.
macro_rules! mistakes {
    ($($name:ident: $right:literal => $wrong:literal, $under:literal, [$($says:literal),*];)*) => {
        $(#[test]
        fn $name() {
            assert!(CLAIM.contains($right), "the sound claim has no such line");
            let text = CLAIM.replacen($right, $wrong, 1);
            expect(&text, &told_of(PATH, &text), $under, &[$($says),*]);
        })*
    };
}

mistakes! {
    curly_quotes_of_a_word_processor: "\"bed rest does not help gout\"" => "“bed rest does not help gout”",
        "“bed rest does not help gout”", ["straight quotes", "write title = \"bed rest does not help gout\"", "smart quotes"];
    curly_quotes_in_a_list: "guards   = [\"w:in horses\"]" => "guards   = [“w:in horses”, \"fever\"]",
        "“w:in horses”", ["straight quotes", "write \"w:in horses\""];
    a_text_that_ends_with_a_curly_quote: "help gout\"\nfact" => "help gout”\nfact",
        "\"bed rest does not help gout”", ["closing quote", "straight quote"];
    low_german_quotes: "\"high\"" => "„high“", "„high“", ["straight quotes", "write confidence = \"high\""];
    a_missing_closing_quote: "help gout\"\nfact" => "help gout\nfact",
        "\"bed rest does not help gout", ["the closing quote of this text is missing", "put \" behind the text"];
    a_missing_closing_quote_in_a_list: "[\"w:in horses\"]" => "[\"w:in horses]", "\"w:in horses]", ["closing quote"];
    a_quote_inside_a_text: "has no place" => "has \"no\" place",
        "no\" place in the treatment of gout.\"", ["a quote inside the text ends it", "\\\"no\\\""];
    a_list_without_brackets: "guards   = [\"w:in horses\"]" => "guards   = \"w:in horses\"",
        "\"w:in horses\"", ["`guards` must be a list of words in quotes", "write guards = [\"w:in horses\"]"];
    one_list_where_lists_of_lists_are_wanted: "[[\"gout\"]]" => "[\"gout\"]",
        "[\"gout\"]", ["`about` must be a list of lists", "write about = [[\"gout\"]]"];
    a_list_with_a_missing_comma: "[\"w:in horses\"]" => "[\"w:in horses\" \"w:in cows\"]",
        "\"w:in cows\"", ["a comma is missing", "[\"one\", \"two\"]"];
    a_list_without_its_end: "[\"w:in horses\"]" => "[\"w:in horses\"", "[\"w:in horses\"",
        ["the list of `guards` has no end", "put ] behind its last entry"];
    a_number_where_a_word_is_wanted: "\"high\"" => "3", "3", ["`confidence` must be one of a few words", "moderate (some good evidence)"];
    a_word_without_quotes: "\"warning\"" => "warning", "warning", ["in quotes", "write severity = \"warning\""];
    a_verdict_that_does_not_exist: "\"unsupported\"" => "\"wrong\"", "\"wrong\"",
        ["`verdict` knows no \"wrong\"", "false (contradicted by the evidence)", "dangerous (following it could harm)"];
    a_misspelt_severity: "\"warning\"" => "\"Warnning\"", "\"Warnning\"", ["write severity = \"warning\""];
    a_date_in_quotes: "2026-11-20" => "\"2026-11-20\"", "\"2026-11-20\"",
        ["`reviewed` must be a date without quotes", "write reviewed = 2026-11-20"];
    a_british_date: "2026-11-20" => "20/11/2026", "20/11/2026", ["year-month-day", "write reviewed = 2026-11-20"];
    an_american_date: "2028-11-20" => "11/20/2028", "11/20/2028", ["write review_by = 2028-11-20"];
    a_date_that_means_two_days: "2026-11-20" => "05/06/2026", "05/06/2026", ["year-month-day", "for example reviewed = 2026-11-20"];
    a_german_date: "2026-11-20" => "20.11.2026", "20.11.2026", ["write reviewed = 2026-11-20"];
    a_day_that_is_not_in_the_calendar: "2026-11-20" => "2026-11-31", "2026-11-31", ["`reviewed` must be a date"];
    a_next_review_before_the_last: "2028-11-20" => "2025-11-20", "2025-11-20", ["the next review lies before the last one"];
    a_colon_instead_of_an_equals_sign: "verdict    =" => "verdict    :", ": \"unsupported\"", ["joined by =", "write verdict = \"unsupported\""];
    an_invisible_space: "verdict    =" => "verdict\u{a0}=", "\u{a0}", ["an invisible character", "type a plain space"];
    a_field_twice: "severity   = \"warning\"\n" => "severity   = \"warning\"\nseverity   = \"info\"\n", "severity",
        ["`severity` is there already", "keep one of the two lines"];
    a_misspelt_field: "severity " => "sevrity ", "sevrity", ["did you mean `severity`"];
    one_pair_of_brackets_where_two_are_wanted: "[[source]]" => "[source]", "[source]",
        ["[[source]] is written with two pairs of brackets"];
    two_pairs_of_brackets_where_one_is_wanted: "[rule.proposition]" => "[[rule.proposition]]", "proposition",
        ["[rule.proposition]", "one pair of brackets"];
    a_rule_without_its_first_word: "[rule.proposition]" => "[proposition]", "proposition", ["write [rule.proposition]"];
    a_kind_of_rule_that_does_not_exist: "[rule.proposition]" => "[rule.propositon]", "propositon", ["did you mean [rule.proposition]"];
    a_field_of_another_kind_of_rule: "guards   = [\"w:in horses\"]" => "subject  = [\"gout\"]", "subject",
        ["[rule.assertion]"];
    a_field_of_the_head_below_a_table: "guards   = [\"w:in horses\"]" => "siblings = []", "siblings",
        ["belongs to the top of the file"];
    a_heading_without_its_bracket: "[[source]]" => "[[source]", "[[source]", ["the closing ]] is missing"];
    an_empty_title: "\"bed rest does not help gout\"" => "\"\"", "\"\"",
        ["`title` is empty", "for example title = ", "what the article gets wrong"];
    a_fact_of_dots: "\"Bed rest has no place in the treatment of gout.\"" => "\"…\"", "\"…\"", ["`fact` is empty", "what is true"];
    an_empty_contested: "review_by  =" => "contested = \"\"\nreview_by  =", "\"\"", ["`contested` is empty", "take the line out"];
    a_missing_field: "instead    = \"Ask a doctor what to do about swollen joints.\"\n" => "", "title",
        ["`instead` is missing", "a sentence that the writer can paste", "for example instead = "];
    a_pass_example_without_a_reason: "text = \"Gout comes and goes.\"\nwhy  = \"element\"\n" => "text = \"Gout comes and goes.\"\n",
        "[[pass]]", ["`why` is missing in [[pass]]", "negated (it is denied"];
    a_reason_that_does_not_exist: "\"negated\"" => "\"negative\"", "\"negative\"", ["`why` knows no \"negative\"", "write why = \"negated\"", "refuted (it is named as wrong"];
    another_reason_than_the_engines: "\"negated\"" => "\"historical\"", "\"historical\"",
        ["it passes, but not because it is `historical`", "negated (it is denied"];
    a_misspelt_concept: "[[\"gout\"]]" => "[[\"gotu\"]]", "\"gotu\"", ["there is no concept or class `gotu`", "did you mean `gout`"];
    another_name_instead_of_the_id: "[[\"gout\"]]" => "[[\"podagra\"]]", "\"podagra\"", ["did you mean `gout`"];
    a_class_without_its_prefix: "[[\"act:lie-down\"]]" => "[[\"lie-down\"]]", "\"lie-down\"", ["did you mean `act:lie-down`"];
    a_concept_that_nobody_knows: "[[\"gout\"]]" => "[[\"xylophonitis\"]]", "\"xylophonitis\"", ["healthlint claims find", "claims/lexicon/"];
    a_misspelt_source: "\"nhs-gout\"" => "\"nhs-goat\"", "\"nhs-goat\"", ["there is no source `nhs-goat`", "did you mean `nhs-gout`"];
    a_sibling_without_its_folder: "review_by  = 2028-11-20" => "review_by  = 2028-11-20\nsiblings = [\"bed-rest-gout\"]", "\"bed-rest-gout\"",
        ["there is no claim", "did you mean `joints/bed-rest-gout`"];
    an_error_with_weak_evidence: "\"warning\"\nconfidence = \"high\"" => "\"error\"\nconfidence = \"low\"", "\"low\"", ["an error needs high confidence"];
    a_lone_mark: "«Stay in bed with gout»" => "«Stay in bed with gout", "«", ["no other half", "put « before and » behind"];
    a_lone_closing_mark: "«Stay in bed with gout»" => "Stay in bed» with gout", "»", ["no other half"];
    a_flag_without_marks: "«Stay in bed with gout»" => "Stay in bed with gout", "\"Stay in bed with gout.\"", ["no words are marked"];
    marks_around_nothing: "«Stay in bed with gout»" => "«»Stay in bed with gout", "«»", ["nothing stands between the marks"];
    marks_on_other_words_of_the_clause: "You should «lie down when you have gout»" => "You should lie down «when» you have gout", "when",
        ["does not speak of the marked words", "the words underlined are \"lie down when you have gout\"", "move « »"];
    marks_on_another_sentence: "\"«Stay in bed with gout».\"" => "\"Stay in bed with gout. «The sky is blue».\"", "The sky is blue",
        ["the words underlined are \"Stay in bed with gout\""];
    marks_in_a_text_that_must_pass: "\"Gout comes and goes.\"" => "\"Gout «comes and goes».\"", "comes and goes", ["take the « » out"];
    a_flag_that_is_denied: "«Stay in bed with gout»" => "Do not «stay in bed» with gout", "\"Do not «stay in bed» with gout.\"",
        ["must be flagged, but the claim is silent", "negated (it is denied"];
    a_pass_that_is_flagged: "Gout comes and goes." => "Always stay in bed with gout.", "\"Always stay in bed with gout.\"",
        ["must pass, but the claim flags it"];
    yes_instead_of_true: "guards   = [\"w:in horses\"]" => "context  = yes", "yes", ["`context` must be true or false", "write context = true"];
    true_in_capitals: "guards   = [\"w:in horses\"]" => "context  = TRUE", "TRUE", ["write context = true"];
    a_backslash: "has no place" => "has no\\place", "place in the treatment of gout.\"", ["a backslash"];
    a_comment_of_another_language: "verdict    = \"unsupported\"" => "verdict    = \"unsupported\" // or false?", "// or false?", ["a comment begins with #"];
    the_address_of_a_source_in_a_claim: "supports = \"does not name bed rest\"" => "url = \"https://www.nhs.uk\"", "url",
        ["there is no field `url` in [[source]]", "claims/sources/", "names only its id"];
    two_rules: "[[flag]]" => "[rule.dose]\ndrug = [\"gout\"]\n\n[[flag]]", "dose", ["exactly one rule"];
}

#[test]
fn a_relation_is_offered_where_relations_belong_and_nothing_else() {
    let rule = "relation = \"cause\"\nsubject  = [\"gout\"]\nobject   = [\"rel:cause\"]\n";
    let start = CLAIM.find("[rule").unwrap();
    let end = CLAIM.find("[[flag]]").unwrap();
    let text = format!("{}[rule.assertion]\n{rule}\n{}", &CLAIM[..start], &CLAIM[end..]);
    let faults: Vec<Diagnostic> =
        told_of(PATH, &text).into_iter().filter(|fault| fault.code.contains("concept")).collect();
    assert_eq!(faults.len(), 2, "{faults:#?}");
    assert_eq!(caret(&faults[0], &text), "\"cause\"");
    assert!(words(&faults[0]).contains("did you mean `rel:cause`"), "{}", words(&faults[0]));
    assert_eq!(caret(&faults[1], &text), "\"rel:cause\"");
    assert!(words(&faults[1]).contains("`rel:cause` is a relation; wanted are concepts"), "{}", words(&faults[1]));
}

#[test]
fn the_concept_of_a_name_is_offered_before_a_class_that_is_spelt_like_it() {
    let text = CLAIM.replacen("[[\"gout\"]]", "[[\"wet weather\"]]", 1);
    let mut files = small();
    files.push(file("language/themes.toml", "[[class]]\nid = \"top:wet-weather\"\nnames = [\"in the rain\"]\n"));
    let rain = "[[concept]]\nid = \"rain\"\nname = \"wet weather\"\nkind = \"thing\"\n";
    files.push(file("lexicon/weather.toml", rain));
    files.push(file(PATH, text.as_str()));
    expect(&text, &read(&files).1, "\"wet weather\"", &["did you mean `rain`"]);
    // Who writes the id of the class without its prefix means the class.
    files.retain(|f| f.path != "lexicon/weather.toml");
    expect(&text, &read(&files).1, "\"wet weather\"", &["did you mean `top:wet-weather`"]);
}

#[test]
fn marks_on_a_small_word_or_on_a_part_of_a_thing_are_told() {
    let rule = "[rule.assertion]\nrelation = \"rel:cause\"\nsubject  = [\"uric-acid\"]\nobject   = [\"gout\"]\n\n";
    let (start, end) = (CLAIM.find("[rule").unwrap(), CLAIM.find("[[flag]]").unwrap());
    let sound = format!("{}{rule}{}", &CLAIM[..start], &CLAIM[end..]);
    for (marked, under) in [
        ("Gout «is» caused by uric acid.", Some("is")),
        ("Gout is «caused» by uric acid.", Some("caused")),
        ("Gout is caused by uric «acid».", Some("acid")),
        ("Gout is caused by «uric acid».", None),
        ("«Gout is caused» by uric acid.", None),
        ("«Gout is caused by uric acid».", None),
        ("# Swollen toes\\n\\nHelp is near. «Gout» is caused by uric acid.", None),
    ] {
        let text = sound.replacen("«Stay in bed with gout».", marked, 1);
        let faults = told_of(PATH, &text);
        let told: Vec<&Diagnostic> = faults.iter().filter(|f| f.code == "claims/flag-example-elsewhere").collect();
        assert_eq!(told.iter().map(|fault| caret(fault, &text)).next(), under, "{marked}: {faults:#?}");
    }
}

#[test]
fn a_figure_without_its_unit_or_in_another_form_is_told() {
    let start = CLAIM.find("[rule").unwrap();
    let end = CLAIM.find("[[flag]]").unwrap();
    let with =
        |rule: &str| format!("{}[rule.quantity]\nabout = [[\"gout\"]]\n{rule}\n{}", &CLAIM[..start], &CLAIM[end..]);
    for (rule, under, says) in [
        ("right = 0.5", "0.5", "`right` must be words in quotes"),
        ("right = 50%", "50%", "write right = \"50%\""),
        ("right = \"some days\"", "\"some days\"", "a number with its unit"),
        ("right = \"10 to 15 minuts\"", "\"10 to 15 minuts\"", "no unit of this figure is known"),
        ("right = \"50 %\"\ntolerance = \"25%\"", "\"25%\"", "write tolerance = 0.25"),
        ("right = \"50 %\"\ntolerance = 0,25", "0,25", "write tolerance = 0.25"),
        ("right = \"50 %\"\ntolerance = 25", "25", "0.25"),
    ] {
        let text = with(rule);
        let faults: Vec<Diagnostic> =
            told_of(PATH, &text).into_iter().filter(|fault| !fault.code.contains("example")).collect();
        assert_eq!(faults.len(), 1, "{rule}: {faults:#?}");
        assert_eq!(caret(&faults[0], &text), under, "{rule}");
        assert!(words(&faults[0]).contains(says), "{rule}: {}", words(&faults[0]));
    }
}

#[test]
fn a_dose_without_a_unit_or_without_any_limit_is_told() {
    let start = CLAIM.find("[rule").unwrap();
    let end = CLAIM.find("[[flag]]").unwrap();
    for (limit, under, says) in [
        ("max_per_day = \"10\"", "\"10\"", "no unit of this figure is known"),
        ("max_days = \"10 dayz\"", "\"10 dayz\"", "no unit of this figure is known"),
        ("", "\"gout\"", "a dose needs a limit"),
    ] {
        let text = format!("{}[rule.dose]\ndrug = [\"gout\"]\n{limit}\n{}", &CLAIM[..start], &CLAIM[end..]);
        let faults: Vec<Diagnostic> =
            told_of(PATH, &text).into_iter().filter(|fault| !fault.code.contains("example")).collect();
        assert_eq!(faults.len(), 1, "{limit}: {faults:#?}");
        assert_eq!(caret(&faults[0], &text), under, "{limit}");
        assert!(words(&faults[0]).contains(says), "{limit}: {}", words(&faults[0]));
    }
}

#[test]
fn the_one_table_with_single_brackets_among_right_ones_is_told() {
    let text = CLAIM.replacen("[[flag]]", "[flag]", 1);
    let fault = told_of(PATH, &text).remove(0);
    assert_eq!(caret(&fault, &text), "[flag]");
    assert!(words(&fault).contains("two pairs of brackets"), "{}", words(&fault));
}

#[test]
fn a_review_that_has_not_come_yet_is_told() {
    let mut files = small();
    files.push(file(PATH, CLAIM));
    let (loaded, _) = read(&files);
    let early = review(&files, &loaded, "2026-01-01");
    let fault = early.iter().find(|fault| fault.code == "claims/review-dates").unwrap();
    assert_eq!(caret(fault, CLAIM), "reviewed   = 2026-11-20");
    assert!(words(fault).contains("the day on which the sources were read"), "{}", words(fault));
}

#[test]
fn an_error_on_a_source_that_nobody_read_is_told() {
    let text = CLAIM.replace("\"warning\"", "\"error\"").replace("\"nhs-gout\"", "\"unread-gout\"");
    expect(&text, &told_of(PATH, &text), "\"error\"", &["a source that was read", "cite a stronger source"]);
}

#[test]
fn a_contested_error_is_told() {
    let text =
        CLAIM.replace("\"warning\"", "\"error\"").replace("review_by", "contested = \"The US differs.\"\nreview_by");
    expect(&text, &told_of(PATH, &text), "\"error\"", &["at most a warning"]);
}

#[test]
fn a_file_name_that_is_no_id_is_told() {
    let faults = told_of("joints/Bed Rest.toml", CLAIM);
    expect(
        CLAIM,
        &faults,
        "\"bed rest does not help gout\"",
        &["small letters, digits and hyphens", "rename the file"],
    );
}

#[test]
fn an_overdue_review_is_a_warning_with_what_to_do() {
    let mut files = small();
    files.push(file(PATH, CLAIM));
    let (loaded, _) = read(&files);
    let late = review(&files, &loaded, "2029-01-01").into_iter().find(|fault| fault.code == "claims/overdue").unwrap();
    assert_eq!(caret(&late, CLAIM), "review_by  = 2028-11-20");
    assert!(words(&late).contains("read the sources again"), "{}", words(&late));
}

#[test]
fn sources_and_concepts_are_told_in_the_same_words() {
    let told = |path: &str, text: &str| {
        let mut files = small();
        files.iter_mut().find(|f| f.path == path).unwrap().text = text.to_owned();
        let faults = read(&files).1;
        faults.into_iter().find(|fault| fault.file == path).unwrap_or_else(|| panic!("nothing is told of {path}"))
    };
    for (path, right, wrong, under, says) in [
        (
            "sources/small.toml",
            "\"agency\"\np",
            "\"ministry\"\np",
            "\"ministry\"",
            "agency (a health agency, ministry or service)",
        ),
        ("sources/small.toml", "seen      = true", "seen      = \"yes\"", "\"yes\"", "write seen = true"),
        (
            "sources/small.toml",
            "url       = \"https://www.nhs.uk/conditions/gout/\"\n",
            "",
            "[[source]]",
            "an address, a DOI or an ISBN",
        ),
        ("sources/small.toml", "\"https://example.org\"", "\"\"", "\"\"", "readers must be able to look it up"),
        (
            "sources/small.toml",
            "id        = \"unread-gout\"",
            "id        = \"nhs-gout\"",
            "\"nhs-gout\"",
            "already there",
        ),
        ("lexicon/small.toml", "\"disease\"", "\"illness\"", "\"illness\"", "known are disease, symptom"),
        ("lexicon/small.toml", "[\"podagra\"]", "\"podagra\"", "\"podagra\"", "write names = [\"podagra\"]"),
        ("lexicon/small.toml", "id   = \"uric-acid\"", "id   = \"gout\"", "\"gout\"", "already taken"),
        ("language/acts.toml", "id    = \"act:lie-down\"\n", "", "[[class]]", "what people do"),
    ] {
        let text = match path {
            "sources/small.toml" => SOURCES,
            "lexicon/small.toml" => LEXICON,
            _ => CLASSES,
        };
        assert!(text.contains(right), "{right}");
        let text = text.replacen(right, wrong, 1);
        let fault = told(path, &text);
        assert_eq!(caret(&fault, &text), under, "{}", words(&fault));
        assert!(words(&fault).contains(says), "{}", words(&fault));
    }
}

#[test]
fn an_untouched_template_is_told_of_its_own_blanks_alone() {
    for kind in healthlint::rules::KINDS {
        let text = healthlint::database::schema::template(kind, "2026-11-21", "2028-11-21").unwrap();
        let mut files = small();
        files.push(file(PATH, CLAIM));
        files.push(file("joints/new.toml", text.as_str()));
        let faults = read(&files).1;
        assert!(faults.iter().all(|f| f.file == "joints/new.toml" && f.code == "claims/blank"), "{kind}: {faults:#?}");
        for name in ["`title` is empty", "`fact` is empty", "`verdict` is empty", "`id` is empty", "`why` is empty"] {
            assert!(faults.iter().any(|fault| fault.message == name), "{kind}: {name} is not told");
        }
    }
}

#[test]
fn a_claims_file_without_a_word_is_told_at_its_first_character_of_any_width() {
    for (text, width) in [("", 0), ("\n", 1), ("\u{feff}", 3)] {
        let mut files = small();
        files.push(file("joints/new.toml", text));
        let faults = read(&files).1;
        let fault = faults.iter().find(|fault| fault.file == "joints/new.toml").unwrap();
        assert_eq!(fault.code, "claims/blank");
        assert_eq!(fault.primary.as_ref().map(|label| label.span.range()), Some(0..width), "{text:?}");
    }
}

#[test]
fn a_faulty_file_of_sources_or_concepts_is_told_once_and_not_by_all_who_use_it() {
    for (path, right, wrong) in [
        ("sources/small.toml", "\"agency\"\np", "agency\np"),
        ("lexicon/small.toml", "\"disease\"", "\"illness\""),
        ("language/acts.toml", "names = [", "nmaes = ["),
    ] {
        let mut files = small();
        files.push(file(PATH, CLAIM.replace("\"warning\"", "\"error\"").as_str()));
        let spoilt = files.iter_mut().find(|f| f.path == path).unwrap();
        spoilt.text = spoilt.text.replacen(right, wrong, 1);
        let faults = read(&files).1;
        assert!(faults.len() == 1 && faults[0].file == path, "{path}: {faults:#?}");
    }
    let mut files = small();
    files.push(file(PATH, CLAIM.replace("review_by", "siblings = [\"joints/other\"]\nreview_by").as_str()));
    files.push(file("joints/other.toml", CLAIM.replace("\"high\"", "high").as_str()));
    let faults = read(&files).1;
    assert!(faults.len() == 1 && faults[0].file == "joints/other.toml", "{faults:#?}");
}

#[test]
fn a_claim_that_went_through_a_word_processor_is_told_a_few_times_and_counted() {
    let mut inside = false;
    let turn = |c: char| match c {
        '"' => {
            inside = !inside;
            if inside { '“' } else { '”' }
        }
        c => c,
    };
    let text: String = CLAIM.chars().map(turn).collect();
    let faults = told_of(PATH, &text);
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert_eq!(caret(&faults[0], &text), "“bed rest does not help gout”");
    assert!(words(&faults[2]).contains("further places of this file"), "{}", words(&faults[2]));
}

#[test]
fn an_empty_file_and_a_file_in_the_wrong_folder_are_told_once() {
    let faults = told_of(PATH, "");
    assert!(faults.len() == 1 && words(&faults[0]).contains("healthlint claims new"), "{faults:#?}");
    for folder in ["lexicon", "sources", "topics", "language"] {
        let path = format!("{folder}/bed-rest-gout.toml");
        let says = [&format!("this is a claim, and {folder}/ holds none"), "move it to the folder of its subject"];
        expect(CLAIM, &told_of(&path, CLAIM), "title", &says);
        let broken = CLAIM.replacen("severity   = \"warning\"", "severity   = warning", 1);
        expect(&broken, &told_of(&path, &broken), "title", &says);
    }
    // A claim that cites the sources is not blamed for it.
    for (path, text, under, says) in [
        ("source/small.toml", SOURCES, "source", "this file holds sources"),
        ("joints/sources.toml", SOURCES, "source", "move it to sources/"),
        ("joints/lexicon.toml", LEXICON, "concept", "move it to lexicon/"),
        ("topics/small.toml", LEXICON, "concept", "move it to lexicon/"),
        ("joints/acts.toml", CLASSES, "class", "move it to language/"),
    ] {
        let mut files = small();
        files.retain(|f| f.text != text);
        files.push(file(path, text));
        files.push(file(PATH, CLAIM));
        expect(text, &read(&files).1, under, &[says]);
    }
}

#[test]
fn a_folder_that_is_spelt_nearly_like_a_larger_one_is_told() {
    let claims = |folder: &str, number: usize| {
        let text = move |n| CLAIM.replacen("title      = \"bed", &format!("title      = \"case {n}: bed"), 1);
        (0..number).map(move |n| file(&format!("{folder}/claim-{n}.toml"), text(n))).collect::<Vec<_>>()
    };
    let told = |small_one: &str, large: &str, number: usize| {
        let mut files = small();
        files.extend(claims(large, 4));
        files.extend(claims(small_one, number));
        let loaded = database::load(&files);
        let faults = review(&files, &loaded, "2026-11-21");
        faults.into_iter().filter(|fault| fault.code == "claims/new-folder").collect::<Vec<_>>()
    };
    for (wrong, right) in [("joint", "joints"), ("jonits", "joints"), ("emergancies", "emergencies")] {
        let faults = told(wrong, right, 1);
        assert_eq!(faults.len(), 1, "{wrong}: {faults:#?}");
        assert!(words(&faults[0]).contains(&format!("move it to {right}/")), "{}", words(&faults[0]));
    }
    // Other subjects, and a folder that has grown.
    assert!(told("neck-pain", "back-pain", 1).is_empty());
    assert!(told("knee-pain", "leg-pain", 1).is_empty());
    assert!(told("joint", "joints", 3).is_empty());
}

#[test]
fn what_could_not_be_asked_yet_is_remembered() {
    let unjudged = |files: &[SourceFile]| database::load(files).unjudged.into_iter().collect::<Vec<_>>();
    let mut files = small();
    files.push(file(PATH, CLAIM));
    assert!(unjudged(&files).is_empty());
    let other = CLAIM.replacen("[[\"gout\"]]", "[[\"gotu\"]]", 1);
    files.push(file("joints/other.toml", other));
    files.push(file("joints/third.toml", CLAIM.replacen("\"warning\"", "warning", 1)));
    assert_eq!(unjudged(&files), ["joints/other.toml", "joints/third.toml"]);
    files.truncate(files.len() - 2);
    files.iter_mut().find(|f| f.path == "language/acts.toml").unwrap().text.insert_str(0, "zzz\n");
    assert_eq!(unjudged(&files), [PATH, "language/acts.toml"]);
}

#[test]
fn a_symbol_that_no_frame_knows_is_shown_in_its_pattern_however_that_is_written() {
    for pattern in ["\"S V:öct O\"", "\"S V:\\u00f6ct O\"", "\"\"\"\nS V:öct\n  O\"\"\""] {
        let frame = format!("# é é é é é é é é é é\n[[frame]]\nid = \"a\"\npattern = {pattern}\nexamples = [\"A.\"]\n");
        let mut files = small();
        files.retain(|file| file.path != "language/frames.toml");
        files.push(file("language/frames.toml", &frame));
        let faults = database::load(&files).faults;
        let fault = faults.iter().find(|fault| fault.code == "claims/frame").unwrap();
        assert_eq!(caret(fault, &frame), pattern);
    }
}
