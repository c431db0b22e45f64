//! The guard over the claims: what the database must not become, and what its editors are told.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test may stop")]

mod common;

use healthlint::coverage::coverage;
use healthlint::database::review::review;
use healthlint::database::schema::{claim_schema, guide, template};
use healthlint::database::{self, load};
use healthlint::diagnostic::Diagnostic;
use healthlint::examples::run_claim;
use healthlint::lexicon::load::SourceFile;
use healthlint::rules::KINDS;
use healthlint::severity::Severity;
use std::path::Path;

const TODAY: &str = "2026-11-21";

fn file(path: &str, text: impl Into<String>) -> SourceFile {
    SourceFile { path: path.to_owned(), text: text.into() }
}

fn text_of(files: &[SourceFile], path: &str) -> String {
    files.iter().find(|f| f.path == path).unwrap().text.clone()
}

fn with_line(text: &str, start: &str, line: &str) -> String {
    let changed: Vec<&str> = text.lines().map(|l| if l.starts_with(start) { line } else { l }).collect();
    assert!(changed.contains(&line), "no line begins with {start}");
    changed.join("\n")
}

#[test]
fn the_shipped_claims_neither_repeat_nor_contradict_each_other() {
    let files = common::claim_files();
    let found = review(&files, &database::load(&files), TODAY);
    let wrong: Vec<&Diagnostic> = found.iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(found.iter().all(|f| f.code != "claims/overdue"), "a review is overdue");
}

#[test]
fn a_review_finds_repeated_contradicting_and_overdue_things() {
    let mut files = common::claim_files();
    let superlative = text_of(&files, "body-beliefs/copd-main-cause.toml");
    let title = "title      = \"another headline altogether\"";
    files.push(file("body-beliefs/copd-again.toml", with_line(&superlative, "title", title)));
    let contrary = with_line(&superlative, "answers", "answers  = [\"back-pain\"]");
    files.push(file("body-beliefs/copd-contrary.toml", contrary));
    let loaded = database::load(&files);
    let found = review(&files, &loaded, TODAY);
    let of = |path: &str, code: &str| {
        let fault = found.iter().find(|f| f.file == path && f.code == code);
        fault.unwrap_or_else(|| panic!("no {code} in {path}: {found:#?}")).clone()
    };
    // Files are read in the order of their paths: the later of two is told of.
    assert!(of("body-beliefs/copd-main-cause.toml", "claims/same-rule").message.contains("copd-again"));
    assert!(of("body-beliefs/copd-main-cause.toml", "claims/same-title").message.contains("copd-contrary"));
    let contradiction = of("body-beliefs/copd-main-cause.toml", "claims/contradiction");
    assert_eq!(contradiction.severity, Severity::Error);
    assert!(contradiction.primary.is_some());
    let dated = loaded.database.claims.iter().filter(|c| !c.review_by.is_empty()).count();
    let overdue = |today: &str| {
        let all = review(&files, &loaded, today);
        assert!(all.iter().filter(|f| f.code == "claims/overdue").all(|f| f.severity == Severity::Warning));
        all.iter().filter(|f| f.code == "claims/overdue").count()
    };
    assert_eq!(overdue("2099-01-01"), dated);
    assert_eq!(overdue("2020-01-01"), 0);
}

#[test]
fn coverage_names_a_wording_a_concept_and_a_source_that_nobody_uses() {
    let mut files = common::claim_files();
    let of_acts = files.iter_mut().find(|f| f.path == "language/acts.toml").unwrap();
    of_acts.text.push_str("\n[[class]]\nid = \"act:fly-zeppelin\"\nnames = [\"steer a zeppelin\"]\n");
    files.push(file("lexicon/zz.toml", "[[concept]]\nid = \"zeppelin\"\nname = \"zeppelin\"\nkind = \"thing\"\n"));
    let source = "[[source]]\nid = \"zz-nobody\"\ntitle = \"t\"\npublisher = \"p\"\nurl = \"https://example.org\"\nkind = \"other\"\nseen = false\n";
    files.push(file("sources/zz.toml", source));
    let parts = coverage(&files, &database::load(&files));
    let acts = parts.iter().find(|p| p.name == "wordings of acts").unwrap();
    assert!(acts.silent.iter().any(|s| s.wording == "steer a zeppelin" && s.file == "language/acts.toml"));
    for (name, id, file) in [("concepts", "zeppelin", "lexicon/zz.toml"), ("sources", "zz-nobody", "sources/zz.toml")] {
        let part = parts.iter().find(|p| p.name == name).unwrap();
        assert!(part.silent.iter().any(|s| s.id == id && s.file == file), "{name}: {:?}", part.silent);
    }
    for part in &parts {
        assert!(part.silent.len() < part.all, "nothing of the {} is exercised", part.name);
    }
}

#[test]
fn the_schema_is_the_one_in_the_repository() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/claim.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, claim_schema()).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap();
    assert_eq!(stored, claim_schema(), "UPDATE=1 cargo test --test guard writes it anew");
}

/// The parts of the guide that are made of the program's own tables, each between two remarks.
const GUIDE: &[&str] = &[
    "claim",
    "citation",
    "assertion",
    "superlative",
    "proposition",
    "quantity",
    "dose",
    "required",
    "flag",
    "pass",
    "withdrawn",
    "source",
    "concept",
    "topic",
];

#[test]
fn the_guide_tells_of_every_field_what_the_program_tells() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("claims/README.md");
    let mut text = std::fs::read_to_string(&path).unwrap();
    for table in GUIDE {
        let start = format!("<!-- {table}: UPDATE=1 cargo test --test guard -->\n");
        let told = guide(table).unwrap();
        let from = text.find(&start).unwrap_or_else(|| panic!("the guide has no part on {table}")) + start.len();
        let to = from + text[from..].find("<!-- end -->").unwrap();
        if std::env::var_os("UPDATE").is_some() {
            text.replace_range(from..to, &told);
        }
        let to = from + text[from..].find("<!-- end -->").unwrap();
        assert_eq!(&text[from..to], told, "UPDATE=1 cargo test --test guard writes it anew");
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    assert!(KINDS.iter().all(|kind| GUIDE.contains(kind)), "a kind of rule is not in the guide");
}

#[test]
fn the_examples_of_rules_name_what_there_is() {
    let mut files = common::claim_files();
    let known = files.len();
    for (kind, fields) in healthlint::rules::FIELDS {
        let lines: Vec<String> = fields.iter().map(|field| field.line(field.sample)).collect();
        let head = template("dose", "2026-11-21", "2028-11-21").unwrap();
        let head: String = head.split("[rule.").next().unwrap().replace("= \"\"", "= \"zzz\"");
        let head = head
            .replace("verdict    = \"zzz\"", "verdict = \"false\"")
            .replace("severity   = \"zzz\"", "severity = \"info\"");
        let head = head.replace("confidence = \"zzz\"", "confidence = \"low\"");
        files.push(file(&format!("zzz/{kind}.toml"), format!("{head}\n[rule.{kind}]\n{}\n", lines.join("\n"))));
    }
    let faults = load(&files[..]).faults;
    let expected = ["claims/unknown-source", "claims/missing-example"];
    let wrong: Vec<&Diagnostic> =
        faults.iter().filter(|f| f.file.starts_with("zzz/") && !expected.contains(&f.code.as_str())).collect();
    assert!(wrong.is_empty() && files.len() == known + KINDS.len(), "{wrong:#?}");
}

#[test]
fn the_claim_in_the_guide_is_sound_and_speaks_alone() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("claims/README.md");
    let guide = std::fs::read_to_string(path).unwrap();
    let sample =
        guide.split("<!-- sample").nth(1).unwrap().split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let mut files = common::claim_files();
    files.push(file("nerve-pain/draught-bells-palsy.toml", sample));
    let loaded = database::load(&files);
    let mut faults = loaded.faults.clone();
    let own = loaded.examples.iter().find(|examples| examples.claim == "nerve-pain/draught-bells-palsy").unwrap();
    run_claim(own, &loaded.database, &mut faults);
    faults.extend(review(&files, &loaded, TODAY).into_iter().filter(|fault| fault.file.contains("draught")));
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What a value has against a schema, as far as ours goes.
fn against(value: &serde_json::Value, schema: &serde_json::Value, at: &str) -> Vec<String> {
    use serde_json::Value;
    let mut wrong = Vec::new();
    if let Some(any) = schema["anyOf"].as_array()
        && !any.iter().any(|s| against(value, s, at).is_empty())
    {
        wrong.push(format!("{at}: fits none"));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        wrong.push(format!("{at}: {value} is none of {words:?}"));
    }
    let fits = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_u64(),
        Some("number") => value.is_number(),
        _ => true,
    };
    if !fits {
        wrong.push(format!("{at}: {value} is of another type"));
    }
    if let (Value::Object(map), Some(properties)) = (value, schema["properties"].as_object()) {
        for (key, inner) in map {
            match properties.get(key) {
                Some(schema) => wrong.extend(against(inner, schema, &format!("{at}.{key}"))),
                None => wrong.push(format!("{at}: no {key} is known")),
            }
        }
        let needed = schema["required"].as_array().cloned().unwrap_or_default();
        let missing = needed.iter().filter_map(Value::as_str).filter(|key| !map.contains_key(*key));
        wrong.extend(missing.map(|key| format!("{at}: {key} is missing")));
        if schema["maxProperties"].as_u64().is_some_and(|most| map.len() as u64 > most) {
            wrong.push(format!("{at}: too many tables"));
        }
    }
    if let Value::Array(list) = value {
        if schema["minItems"].as_u64().is_some_and(|least| (list.len() as u64) < least) {
            wrong.push(format!("{at}: too few"));
        }
        wrong.extend(list.iter().flat_map(|inner| against(inner, &schema["items"], at)));
    }
    wrong
}

fn as_json(value: &toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(s) => s.as_str().into(),
        toml::Value::Integer(i) => (*i).into(),
        toml::Value::Float(f) => (*f).into(),
        toml::Value::Boolean(b) => (*b).into(),
        toml::Value::Datetime(d) => d.to_string().into(),
        toml::Value::Array(list) => list.iter().map(as_json).collect::<Vec<_>>().into(),
        toml::Value::Table(table) => {
            serde_json::Value::Object(table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect())
        }
    }
}

#[test]
fn every_claim_fits_the_schema_and_a_wrong_one_does_not() {
    let schema: serde_json::Value = serde_json::from_str(&claim_schema()).unwrap();
    let claims = common::claim_files().into_iter().filter(|f| load::is_claim(&f.path));
    let mut wrong = Vec::new();
    let mut last = None;
    for claim in claims {
        let table: toml::Value = toml::from_str(&claim.text).unwrap();
        let value = as_json(&table);
        wrong.extend(against(&value, &schema, &claim.path));
        last = Some(value);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut broken = last.unwrap();
    broken["severity"] = "fatal".into();
    broken["flags"] = 1.into();
    broken.as_object_mut().unwrap().remove("title");
    assert_eq!(against(&broken, &schema, "").len(), 3);
}

#[test]
fn every_template_is_sound_toml_with_all_that_is_needed() {
    for kind in KINDS {
        let text = template(kind, "2026-11-21", "2028-11-21").unwrap();
        let faults = load(&[file("area/claim.toml", text.clone())]).faults;
        let of_form = |f: &&Diagnostic| f.file == "area/claim.toml" && f.code != "claims/blank";
        let wrong: Vec<&Diagnostic> = faults.iter().filter(of_form).collect();
        assert!(wrong.is_empty(), "{kind}: {wrong:?}\n{text}");
        assert!(text.contains("reviewed   = 2026-11-21") && text.contains("review_by  = 2028-11-21"), "{text}");
    }
    assert!(template("poetry", "2026-11-21", "2028-11-21").is_none());
}
