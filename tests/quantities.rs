//! What is read as a quantity, what is doubtful, and what is none; what a dose comes to.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use healthlint::analyze::quantity::dose::doses;
use healthlint::analyze::quantity::{Bound, Quantity, read};
use healthlint::analyze::scan::Scan;
use healthlint::analyze::{Analysis, Grammar};
use healthlint::document::{self, Format};
use healthlint::lexicon::Lexicon;
use healthlint::lexicon::load::{SourceFile, load};
use healthlint::lexicon::units::Dimension;
use std::sync::OnceLock;

/// The language alone, without concepts and claims: enough for numbers.
fn language() -> &'static Lexicon {
    static LANGUAGE: OnceLock<Lexicon> = OnceLock::new();
    LANGUAGE.get_or_init(|| {
        let files: Vec<SourceFile> = common::claim_files()
            .into_iter()
            .filter(|f| matches!(f.path.as_str(), "language/words.toml" | "language/units.toml"))
            .collect();
        load(&files, &[], &mut Vec::new())
    })
}

fn quantities(text: &str) -> Vec<Quantity> {
    let lexicon = language();
    read(text, &Scan::new(text, 0, lexicon), &lexicon.units)
}

fn round(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// "share 0.6 to 0.7"; "~" for an approximator, "<" and ">" for bounds, "/24" for a period, "?" for doubt.
fn told(q: &Quantity) -> String {
    let bound = match q.bound {
        Bound::None => "",
        Bound::AtMost => "<",
        Bound::AtLeast => ">",
    };
    let about = if q.width.0 + q.width.1 > 0.0 { "~" } else { "" };
    let value =
        if (q.low - q.high).abs() < 1e-9 { round(q.low) } else { format!("{} to {}", round(q.low), round(q.high)) };
    let per = q.per.map_or_else(String::new, |hours| format!("/{}", round(hours)));
    let doubt = if q.doubtful { "?" } else { "" };
    format!("{} {bound}{about}{value}{per}{doubt}", format!("{:?}", q.dimension).to_lowercase())
}

fn all(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(text, wanted)| (text, wanted, quantities(text).iter().map(told).collect::<Vec<_>>().join("; ")))
        .filter(|(_, wanted, got)| got != *wanted)
        .map(|(text, wanted, got)| format!("{text}\n    wanted {wanted}\n    got    {got}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn shares_are_read_in_all_their_spellings() {
    all(&[
        ("It affects 40 % of adults.", "share 0.4"),
        ("It affects 40% of adults.", "share 0.4"),
        ("It affects forty percent of adults.", "share 0.4"),
        ("It affects twenty-one per cent of adults.", "share 0.21"),
        ("It helps in 75 to 90 % of cases.", "share 0.75 to 0.9"),
        ("It helps in 75% to 90% of cases.", "share 0.75 to 0.9"),
        ("It helps in 75–90% of cases.", "share 0.75 to 0.9"),
        ("It helps in 75 - 90 percent of cases.", "share 0.75 to 0.9"),
        ("It helps between 75 and 90 % of people.", "share 0.75 to 0.9"),
        ("One in six people has it.", "share 0.166667"),
        ("About 1 in 3 people get it.", "share ~0.333333"),
        ("6 out of 10 people get it.", "share 0.6"),
        ("One out of every four adults has it.", "share 0.25"),
        ("3 to 5 per 1,000 people get it.", "share 0.003 to 0.005"),
        ("It is seen in 12 per 100,000 births.", "share 0.00012"),
        ("It is seen in 1.2 per million people.", "share 0.000001"),
        ("Two thirds of people have it.", "share 0.666667"),
        ("Nearly two-thirds have it.", "share ~0.666667"),
        ("A quarter of people have it.", "share 0.25"),
        ("Up to a third of patients have it.", "share <0.333333"),
        ("Half of all adults have it.", "share 0.5"),
        ("Up to 30 percent have pain.", "share <0.3"),
        ("As many as 40 % have pain.", "share <0.4"),
        ("More than 90% have pain.", "share >0.9"),
        ("Less than 1 % have it.", "share <0.01"),
        ("Four people in ten have it.", "share 0.4"),
        ("In ¾ of cases it heals.", "share 0.75"),
    ]);
}

#[test]
fn times_and_ages_are_told_apart() {
    all(&[
        ("It lasts 2 to 4 weeks.", "time 336 to 672"),
        ("It lasts two to four weeks.", "time 336 to 672"),
        ("It lasts 7-10 days.", "time 168 to 240"),
        ("It lasts 1½ hours.", "time 1.5"),
        ("It lasts one and a half hours.", "time 1.5"),
        ("It lasts two and a half days.", "time 60"),
        ("It lasts half an hour.", "time 0.5"),
        ("It lasts a few days.", "time 48 to 120"),
        ("It lasts several weeks.", "time 504 to 1344"),
        ("It lasts a week.", "time 168"),
        ("It lasts 30 minutes to 2 hours.", "time 0.5 to 2"),
        ("Start within 72 hours.", "time <72"),
        ("Cool it for at least 20 minutes.", "time >0.333333"),
        ("Do not wait longer than 3 days.", "time <72"),
        ("a two-week course", "time 336"),
        ("It lasts 5 days or more.", "time >120"),
        ("From the age of 50 it is offered.", "age 50"),
        ("Babies up to 6 months old need it.", "age <0.5"),
        ("Adults over 65 need it.", "age >65"),
        ("People aged 50 to 69 need it.", "age 50 to 69"),
        ("Those 65 and older need it.", "age >65"),
        ("A 20-year-old has it.", "age 20"),
    ]);
}

#[test]
fn amounts_temperatures_and_pressures_are_read_in_their_base_units() {
    all(&[
        ("Take 500mg.", "mass 500"),
        ("Take 1 g.", "mass 1000"),
        ("Take 400 mg to 1 g.", "mass 400 to 1000"),
        ("Take 400 mcg.", "mass 0.4"),
        ("Take 3,200 mg a day.", "mass 3200/24"),
        ("Take 1,200 mg of ibuprofen in 24 hours.", "mass 1200/24"),
        ("Take 4 g per day.", "mass 4000/24"),
        ("Take 600 mg/day.", "mass 600/24"),
        ("Take 4 g (4,000 mg) daily.", "mass 4000/24"),
        ("Take no more than 4 g in any 24 hours.", "mass <4000/24"),
        ("Never take more than 4,000 mg a day.", "mass <4000/24"),
        ("More than 4,000 mg a day is toxic.", "mass >4000/24"),
        ("Take 1000 IU daily.", "activity 1000/24"),
        ("Give 15 mg/kg.", "massperweight 15"),
        ("Take 8 tablets in 24 hours.", "pieces 8/24"),
        ("A fever is 38 °C (100.4 °F) or more.", "temperature >38"),
        ("A fever of 100.4 F is high.", "temperature 38"),
        ("a fever of 103° to 104° F", "temperature 39.444444 to 40"),
        ("It reaches 40 degrees.", "temperature 40"),
        ("140/90 is too high.", "pressure 140; diastolic 90"),
        ("Press down 5 to 6 cm.", "length 5 to 6"),
        ("It is 7.0 mmol/l (126 mg/dL).", "mmol 7; mgperdl 126"),
        ("About 3.75 billion people have it.", "people ~3750000000"),
        ("Half a million people have it.", "people 500000"),
    ]);
}

#[test]
fn frequencies_come_to_so_many_a_day() {
    all(&[
        ("Take it twice daily.", "rate 2"),
        ("Take it four times a day.", "rate 4"),
        ("Take it three times per day.", "rate 3"),
        ("Take it every four to six hours.", "rate 4 to 6"),
        ("Take it every 4-6 hours.", "rate 4 to 6"),
        ("Take it every 8 hours.", "rate 3"),
        ("Take it b.i.d.", "rate 2"),
        ("Take it q6h.", "rate 4"),
        ("Take it 6-hourly.", "rate 4"),
        ("Take it once a week.", "rate 0.142857"),
        ("Push 100 to 120 times per minute.", "rate 144000 to 172800"),
        ("Push at 100-120 per minute.", "rate 144000 to 172800"),
        ("Leave at least 4 hours between doses.", "rate <6"),
        ("Take two 500 mg tablets every 4 to 6 hours.", "number 2; mass 500; rate 4 to 6"),
    ]);
}

#[test]
fn what_may_be_another_number_is_doubtful_or_no_quantity() {
    all(&[
        ("The risk rose by 20 %.", "share 0.2?"),
        ("The risk was 30 % lower.", "share 0.3?"),
        ("A reduction of 50 % was seen.", "share 0.5?"),
        ("It was 2.1 (95 % CI 1.2 to 3.4).", "number 2.1?; share 0.95?; number 1.2 to 3.4?"),
        ("Treat for 10 14 days.", "number 10?; time 336?"),
        ("HSV-1 is common.", ""),
        ("COVID-19 lasts 5 days.", "time 120"),
        ("Type 2 diabetes is common.", "number 2?"),
        ("In 2016 it was rare.", "year 2016"),
        ("In the 1980s it was rare.", ""),
        ("On 12 May 2020 it began.", "number 12; year 2020"),
        ("It costs $20 a month.", "rate 0.657084?"),
        ("at 8:30 in the morning", ""),
        ("The 2nd day is worst.", ""),
        ("a third dose is offered", ""),
        ("the cause in men.2 And more", ""),
        ("One can say so.", "number 1"),
        ("It lasts 10 to 5 days.", "time 240 to 120?"),
        ("It weighs 1.000 g.", "mass 1000?"),
        ("A day is long.", "time 24"),
    ]);
}

#[test]
fn a_lost_dash_leaves_two_readings() {
    let other = |text: &str| quantities(text).first().and_then(|q| q.other);
    assert_eq!(other("It appears after 12 days."), Some((24.0, 48.0)));
    assert_eq!(other("It appears after 1014 days."), Some((240.0, 336.0)));
    assert_eq!(other("It appears after 20 days."), None);
    assert_eq!(other("It appears after 1,200 days."), None);
}

/// "once 500 to 1000, day 2000 to 6000" for the first dose of a text; "<" before a limit.
fn dose(text: &str) -> String {
    let document = document::read("a.md", text.as_bytes(), Some(Format::Markdown));
    let lexicon = language();
    let analysis = Analysis::new(&document, lexicon, &Grammar::new(lexicon));
    let all = doses(&analysis, 0, Some((Dimension::Mass, 200.0)));
    let Some(first) = all.first() else { return String::new() };
    let range = |(low, high): (f64, f64)| {
        if (low - high).abs() < 1e-9 { round(low) } else { format!("{} to {}", round(low), round(high)) }
    };
    let mut out = Vec::new();
    if let Some(once) = first.once {
        out.push(format!("once {}", range(once)));
    }
    if let Some(day) = first.day {
        out.push(format!("day {}", range(day)));
    }
    format!("{}{}", if first.limit { "<" } else { "" }, out.join(", "))
}

#[test]
fn a_dose_is_amount_times_pieces_times_frequency() {
    let table = [
        ("Take two 500 mg tablets every four to six hours.", "once 1000, day 4000 to 6000"),
        ("Take one or two 200 mg tablets three times a day.", "once 200 to 400, day 600 to 1200"),
        ("Take 800 mg four times a day.", "once 800, day 3200"),
        ("Take 1 g every 4 hours.", "once 1000, day 6000"),
        ("Take 3,200 mg a day.", "day 3200"),
        ("Take 600 mg every six hours.", "once 600, day 2400"),
        ("Take 500 mg twice daily.", "once 500, day 1000"),
        ("Take 500 mg b.i.d.", "once 500, day 1000"),
        ("Take 400 to 800 mg every 6 to 8 hours.", "once 400 to 800, day 1200 to 3200"),
        ("Four times a day, take 500 mg.", "once 500, day 2000"),
        ("Take 50,000 IU once a week.", "once 50000, day 7142.857143"),
        ("Take two tablets three times a day.", "once 400, day 1200"),
        ("Take two tablets of 500 mg four times a day.", "once 1000, day 4000"),
        ("Take up to 4 g a day.", "<day 4000"),
        ("Do not take more than 6 g in 24 hours.", "<day 6000"),
        ("Take 1 g up to six times a day.", "<once 1000, day 6000"),
    ];
    for (text, wanted) in table {
        assert_eq!(dose(text), wanted, "{text}");
    }
}

#[test]
fn a_total_named_beside_it_wins_over_the_product() {
    assert_eq!(dose("Take 1 g every 4 hours, at most 4 g in 24 hours."), "once 1000");
    assert_eq!(dose("Take 1 g every 4 hours. Take no more than 4 g in 24 hours."), "once 1000");
    assert_eq!(dose("Take 500 mg to 1 g, at least 4 hours apart."), "once 500 to 1000");
    assert_eq!(dose("Take 1 g every 4 hours, up to 4 times a day."), "once 1000");
}

#[test]
fn a_doubtful_amount_is_no_dose() {
    assert_eq!(dose("Take 2 500 mg a day."), "");
    assert_eq!(dose("It lowers the need by 500 mg a day."), "day 500");
    assert_eq!(dose("More than 4 g a day is toxic."), "");
}
