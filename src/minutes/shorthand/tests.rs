//! Lines and what they mean, and that every entry can be written as a line again.

use chrono::{NaiveDate, TimeZone};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::minutes::entry::{Action, Detail};
use crate::minutes::ids::{EntryId, PersonId};
use crate::minutes::person::NameForm;
use crate::minutes::roster::tests::{day, roster};

fn setting() -> due::Setting {
    due::Setting {
        said_on: day(),
        next_meeting: NaiveDate::from_ymd_opt(2024, 3, 19),
    }
}

fn understood(line: &str) -> Understood {
    read(line, Kind::Narrative, &roster(), &setting())
}

/// Owners as "name" where they are on record, "name?" where they are as written.
fn owners(understood: &Understood) -> Vec<String> {
    understood
        .owners
        .iter()
        .map(|owner| {
            let unknown = if owner.person.is_none() { "?" } else { "" };
            format!("{}{unknown}", owner.name)
        })
        .collect()
}

#[test]
fn the_mark_decides_the_kind() {
    let cases = [
        ("The Panel met.", Kind::Narrative, "The Panel met."),
        ("  The Panel met. ", Kind::Narrative, "The Panel met."),
        ("Members asked about:", Kind::LeadIn, "Members asked about:"),
        (": Members asked", Kind::LeadIn, "Members asked"),
        ("+ Members heard:", Kind::LeadIn, "Members heard:"),
        ("- the gate:", Kind::Point, "the gate:"),
        ("= That it be noted:", Kind::Decision, "That it be noted:"),
        ("! mend these:", Kind::Action, "mend these:"),
        ("- Staffing", Kind::Point, "Staffing"),
        ("-   Staffing:", Kind::Point, "Staffing:"),
        ("?Waiting times", Kind::Question, "Waiting times"),
        ("= To note it", Kind::Decision, "To note it"),
        (
            "% Cllr Bell: owns land",
            Kind::Declaration,
            "Cllr Bell: owns land",
        ),
        ("# check the figure", Kind::Private, "check the figure"),
        ("+ Fewer delays", Kind::Encouraging, "Fewer delays"),
        ("~ Slow replies", Kind::Concern, "Slow replies"),
        (r"\- not a point", Kind::Narrative, "- not a point"),
        (
            r"\It closed with these words:",
            Kind::Narrative,
            "It closed with these words:",
        ),
        (r"\\x", Kind::Narrative, r"\x"),
        ("!", Kind::Action, ""),
        ("", Kind::Narrative, ""),
    ];
    for (line, kind, text) in cases {
        let found = understood(line);
        assert_eq!((found.kind, found.text.as_str()), (kind, text), "{line}");
    }
}

#[test]
fn a_line_without_a_mark_is_of_the_default_kind() {
    let cases = [
        ("Staffing:", Kind::Point, Kind::Point, "Staffing:"),
        ("= Noted", Kind::Point, Kind::Decision, "Noted"),
        (
            r"\Back to prose",
            Kind::Point,
            Kind::Narrative,
            "Back to prose",
        ),
        (
            "That it be so:",
            Kind::Motion,
            Kind::Motion,
            "That it be so:",
        ),
        (r"\- That", Kind::Motion, Kind::Motion, "- That"),
    ];
    for (line, default, kind, text) in cases {
        let found = read(line, default, &roster(), &setting());
        assert_eq!((found.kind, found.text.as_str()), (kind, text), "{line}");
    }
}

#[test]
fn owners_and_due_are_taken_out_of_an_action() {
    let cases: [(&str, &str, &[&str], Option<&str>); 32] = [
        (
            "! Arrange a visit to the depot @bell >September",
            "Arrange a visit to the depot",
            &["Cllr Ann Bell"],
            Some("September"),
        ),
        (
            "! Visit @ann bell > end of March",
            "Visit",
            &["Ann Bell"],
            Some("end of March"),
        ),
        ("! Visit @cllr bell.", "Visit.", &["Cllr Bell"], None),
        (
            "!@carr to write to all schools",
            "write to all schools",
            &["Jo Carr"],
            None,
        ),
        ("! @carr To write", "write", &["Jo Carr"], None),
        ("! @carr tour the site", "tour the site", &["Jo Carr"], None),
        ("! to write @carr", "to write", &["Jo Carr"], None),
        (
            "! @carr and @zoe to write",
            "write",
            &["Jo Carr", "Cllr Zoë O’Dowd"],
            None,
        ),
        (
            "! Write @carr, @zoe",
            "Write",
            &["Jo Carr", "Cllr Zoë O’Dowd"],
            None,
        ),
        ("! Write @carr @carr", "Write", &["Jo Carr"], None),
        ("! >May @jc to write", "write", &["Jo Carr"], Some("May")),
        (
            "! Write >May @JC again",
            "Write again",
            &["Jo Carr"],
            Some("May"),
        ),
        ("! Write @T Marsh", "Write", &["Cllr Tom Marsh"], None),
        (
            "! Write @asta",
            "Write",
            &["Cllr Ann Sian Thorne-Abbot"],
            None,
        ),
        (
            "! Write @Ann Sian Thorne-Abbot now",
            "Write now",
            &["Ann Sian Thorne-Abbot"],
            None,
        ),
        (
            "! Write @Jo Carr, Head of Housing >May",
            "Write",
            &["Jo Carr, Head of Housing"],
            Some("May"),
        ),
        ("! Write @clerk/legal,", "Write,", &["clerk/legal?"], None),
        (
            r#"! Write @"the legal team" >May"#,
            "Write",
            &["the legal team?"],
            Some("May"),
        ),
        (r#"! Write @"the leg"#, "Write", &["the leg?"], None),
        (r#"! Write @"" now"#, r#"Write @"" now"#, &[], None),
        (
            "! Write to help@example.org, a>b",
            "Write to help@example.org, a>b",
            &[],
            None,
        ),
        (
            r"! Meet \@ten \>five \\@x",
            r"Meet @ten >five \@x",
            &[],
            None,
        ),
        ("! Meet @ noon", "Meet @ noon", &[], None),
        ("! Meet @", "Meet @", &[], None),
        ("! Meet  twice @, >", "Meet  twice @,", &[], None),
        ("! Visit @bel", "Visit", &["bel?"], None),
        (
            "! Visit @cllr be now",
            "Visit now",
            &["Cllr Ann Bell"],
            None,
        ),
        ("! @Cllr North to write", "write", &["Cllr North?"], None),
        ("! @Dr. North, to write", "write", &["Dr. North?"], None),
        ("! @carr: Write", "Write", &["Jo Carr"], None),
        (
            "! @carr, @zoe to write",
            "write",
            &["Jo Carr", "Cllr Zoë O’Dowd"],
            None,
        ),
        ("! @Cllr to write", "write", &["Cllr?"], None),
    ];
    for (line, text, names, due) in cases {
        let found = understood(line);
        assert_eq!(found.text, text, "{line}");
        assert_eq!(owners(&found), names, "{line}");
        assert_eq!(
            found.due.as_ref().map(|due| due.as_written.as_str()),
            due,
            "{line}"
        );
    }
}

#[test]
fn bodies_are_named_as_owners_and_as_receivers() {
    type Named = Option<(u128, &'static str)>;
    let body = |found: Option<crate::minutes::ids::BodyId>| found.map(|body| body.0.as_u128());
    let cases: [(&str, &str, Named, Named); 9] = [
        (
            "! Look into damp @Housing Scrutiny Panel",
            "Look into damp",
            Some((1, "Housing Scrutiny Panel")),
            None,
        ),
        (
            "! @hsp to look into damp >May",
            "look into damp",
            Some((1, "Housing Scrutiny Panel")),
            None,
        ),
        (
            r#"! Look @"parks scrutiny panel" now"#,
            "Look now",
            Some((2, "Parks Scrutiny Panel")),
            None,
        ),
        (
            "! Tell all ^Harbour Board >May",
            "Tell all",
            None,
            Some((4, "Harbour Board")),
        ),
        (
            "! Tell all >May ^psp",
            "Tell all",
            None,
            Some((2, "Parks Scrutiny Panel")),
        ),
        // Behind ^ nobody's initials are in the way.
        (
            "! Tell all ^jc",
            "Tell all",
            None,
            Some((4, "Board of Harbours and Beaches")),
        ),
        (
            "! @Board to tell ^Cabinet.",
            "tell.",
            Some((3, "Board")),
            Some((0, "Cabinet")),
        ),
        (
            r#"! Look @"\Board" ^"Full Council""#,
            "Look",
            Some((0, "Board")),
            Some((0, "Full Council")),
        ),
        (r"! Note \^a and ^1", "Note ^a and ^1", None, None),
    ];
    for (line, text, owner, party) in cases {
        let found = understood(line);
        assert_eq!(found.text, text, "{line}");
        let owners = found.owners.first();
        let owners = owners.map(|owner| (body(owner.body).unwrap_or(0), owner.name.as_str()));
        assert_eq!(owners, owner, "{line}");
        let receiver = found.report_to.as_ref();
        let receiver = receiver.map(|party| (body(party.body).unwrap_or(0), party.name.as_str()));
        assert_eq!(receiver, party, "{line}");
    }
    let doubted = understood("! Look @Scrutiny Panel ^hsp ^psp");
    assert_eq!(
        doubted.explain(),
        "action · several bodies are called Scrutiny Panel: Housing Scrutiny Panel, Parks Scrutiny Panel · two receiving \
         bodies: Parks Scrutiny Panel is taken · owner: Scrutiny Panel (as written) · received by: Parks Scrutiny Panel"
    );
}

#[test]
fn signs_are_words_in_all_other_kinds() {
    for line in [
        "Costs rose ^hsp @bell >May",
        "- Costs @bell",
        r"= \@bell >May",
    ] {
        let found = understood(line);
        assert!(found.owners.is_empty() && found.due.is_none(), "{line}");
        assert!(line.ends_with(&found.text), "{line}");
    }
}

#[test]
fn what_was_understood_is_said() {
    let cases = [
        ("x", "narrative"),
        ("- x", "point"),
        ("! x", "action · no owner"),
        (
            "! x @bell >September",
            "action · owner: Cllr Ann Bell · due: September (1 to 30 Sep 2024)",
        ),
        (
            "! x @carr @zoe",
            "action · owners: Jo Carr, Cllr Zoë O’Dowd",
        ),
        (
            "! x @legal >1 Mar 2024",
            "action · owner: legal (as written) · due: 1 Mar 2024",
        ),
        (
            "! x @marsh",
            "action · several people begin with marsh: Cllr Tom Marsh, Cllr Mary Marsh · owner: marsh (as written)",
        ),
        (
            "! x @Zoë North",
            "action · North is no part of the owner: put a longer name in quotation marks · owner: Cllr Zoë O’Dowd",
        ),
        (
            "! x @bell and Carr",
            "action · \"Carr\" stays in the words: is it @Carr? · owner: Cllr Ann Bell",
        ),
        (
            "! x >May >June",
            "action · no owner · due: May >June (not understood as a date; kept as written)",
        ),
    ];
    for (line, said) in cases {
        assert_eq!(understood(line).explain(), said, "{line}");
    }
}

fn entry(kind: Kind, text: String, detail: Detail) -> Entry {
    let at = chrono::FixedOffset::east_opt(0)
        .unwrap()
        .with_ymd_and_hms(2024, 2, 6, 18, 0, 0)
        .unwrap();
    Entry {
        id: EntryId(Uuid::nil()),
        kind,
        text,
        started_at: at,
        recorded_at: at,
        detail,
        source: None,
        prepared: None,
    }
}

fn action(text: &str, owners: Vec<Owner>, due: Option<Due>) -> Entry {
    let action = Action {
        reference: "PAN/2024/1".to_owned(),
        owners,
        due,
        ..Action::default()
    };
    entry(Kind::Action, text.to_owned(), Detail::Action(action))
}

#[test]
fn an_action_is_amended_as_it_would_be_typed() {
    let owner = |person: Option<u128>, name: &str| Owner {
        person: person.map(|id| PersonId(Uuid::from_u128(id))),
        name: name.to_owned(),
        ..Owner::default()
    };
    let unknown = |name: &str| Owner {
        unknown: true,
        ..owner(None, name)
    };
    let cases = [
        (
            vec![owner(Some(1), "Cllr Ann Bell")],
            "! Visit @Cllr Ann Bell >May",
        ),
        (
            vec![owner(Some(1), "Councillor Bell")],
            "! Visit @Councillor Bell >May",
        ),
        // A name that is no longer theirs, and one that they share.
        (
            vec![owner(Some(1), "Ann Dale")],
            "! Visit @Cllr Ann Bell >May",
        ),
        (
            vec![owner(Some(3), "Cllr Marsh")],
            "! Visit @Cllr Tom Marsh >May",
        ),
        (vec![unknown("Clerk")], "! Visit @Clerk >May"),
        (vec![owner(None, "Clerk")], r#"! Visit @"Clerk" >May"#),
        (
            vec![owner(None, "the legal team")],
            r#"! Visit @"the legal team" >May"#,
        ),
        (vec![owner(None, "Carr")], r#"! Visit @"Carr" >May"#),
        (
            vec![unknown("Clerk"), owner(Some(5), "Jo Carr")],
            "! Visit @Clerk @Jo Carr >May",
        ),
    ];
    for (owners, line) in cases {
        let due = Some(due::read("May", &setting()));
        assert_eq!(write(&action("Visit", owners, due), &roster()), line);
    }
}

/// Words as a clerk or a form may leave them: without blanks at the ends.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z]{1,8}",
        2 => r#"[@>^\\!?:=#%~+"'.,)-]{1,3}"#,
        1 => Just("^hsp".to_owned()),
        1 => Just("to".to_owned()),
        1 => Just("@bell".to_owned()),
        1 => Just(">May".to_owned()),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec((piece, "[ \t]{0,2}"), 0..8).prop_map(|pieces| {
        let all: String = pieces
            .into_iter()
            .flat_map(|(word, blank)| [word, blank])
            .collect();
        all.trim().to_owned()
    })
}

fn owner() -> impl Strategy<Value = Owner> {
    let known = (0..7_usize, 0..4_usize).prop_map(|(who, form)| {
        let roster = roster();
        let known = &roster.known()[who];
        let form = [
            NameForm::ShortFull,
            NameForm::Titled,
            NameForm::Plain,
            NameForm::Full,
        ][form];
        Owner {
            person: Some(known.person),
            name: known.name(form).to_owned(),
            ..Owner::default()
        }
    });
    let written = prop_oneof![
        words(),
        "[a-z]{1,5}",
        Just("Marsh".to_owned()),
        Just("Ann Bell".to_owned())
    ];
    let body = (0..4_usize, 0..3_usize).prop_map(|(which, form)| {
        let roster = roster();
        let known = &roster.bodies()[which];
        let name = match form {
            1 if which > 2 => &known.called,
            _ => &known.name,
        };
        Owner {
            body: Some(known.body),
            name: name.clone(),
            ..Owner::default()
        }
    });
    prop_oneof![
        known,
        body,
        Just(Owner {
            name: "Housing Scrutiny Panel".to_owned(),
            ..Owner::default()
        }),
        Just(Owner {
            name: "Whit".to_owned(),
            unknown: true,
            ..Owner::default()
        }),
        written
            .prop_filter("nobody has no name", |name| !name.is_empty())
            .prop_map(|name| Owner {
                name,
                ..Owner::default()
            })
    ]
}

#[test]
fn what_stands_in_quotation_marks_is_meant_and_stays_so_when_it_is_amended() {
    let owner = |line: &str| understood(line).owners.remove(0);
    let several = "!Write about bins @marsh";
    assert!(!understood(several).doubts.is_empty(), "there are two");
    for (line, unknown) in [
        ("!Write about bins @whit", true),
        (several, true),
        ("!Write about bins @\"whit\"", false),
        ("!Write about bins @\"marsh\"", false),
        ("!Write about bins @\"Parks Team\"", false),
        ("!Write about bins @bell", false),
    ] {
        let owner = owner(line);
        assert_eq!(owner.unknown, unknown, "{line}");
        let recorded = action("Write about bins", vec![owner.clone()], None);
        let again = write(&recorded, &roster());
        assert_eq!(understood(&again).owners, [owner], "{again}");
    }
}

proptest! {
    #[test]
    fn every_entry_reads_back_from_its_line(
        kind in prop::sample::select(<Kind as strum::IntoEnumIterator>::iter().collect::<Vec<_>>()),
        text in words(),
    ) {
        // A narrative that ends in a colon would have been recorded as a lead-in, and is written as literal.
        let entry = entry(kind, text, Detail::None);
        let line = write(&entry, &roster());
        let found = read(&line, kind, &roster(), &setting());
        prop_assert_eq!((found.kind, found.text), (entry.kind, entry.text), "{}", line);
    }

    #[test]
    fn every_action_reads_back_from_its_line(
        text in words(),
        mut owners in prop::collection::vec(owner(), 0..3),
        receiver in prop::option::of(owner()),
        due in prop::option::of(prop_oneof![Just("end of March".to_owned()), words()]),
    ) {
        owners.dedup();
        prop_assume!(owners.len() < 3 || owners[0] != owners[2]);
        let due = due.filter(|due| !due.is_empty()).map(|due| due::read(&due, &setting()));
        let report_to = receiver
            .filter(|owner| owner.person.is_none())
            .map(|owner| Party { body: owner.body, name: owner.name });
        let mut recorded = action(&text, owners.clone(), due.clone());
        if let Detail::Action(action) = &mut recorded.detail {
            action.report_to.clone_from(&report_to);
        }
        let line = write(&recorded, &roster());
        let found = read(&line, Kind::Narrative, &roster(), &setting());
        prop_assert_eq!(found.kind, Kind::Action);
        prop_assert_eq!(found.text, text, "{}", line);
        prop_assert_eq!(found.owners, owners, "{}", line);
        prop_assert_eq!(found.due, due, "{}", line);
        prop_assert_eq!(found.report_to, report_to, "{}", line);
    }

    #[test]
    fn no_line_is_refused(line in "\\PC{0,40}", marked in words()) {
        understood(&line);
        understood(&format!("! {marked}")).explain();
    }
}
