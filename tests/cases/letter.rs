//! A chair's letter: what members said is typed in the meeting as entries with their marks, what was written for this
//! letter alone is typed into its form, and what a council always writes is its template.
//!
//! Laid in before the meeting: the council's template, the body with its chair and the address of its office, those who
//! come with their posts, and the one item.

use minutebook::minutes::body::{Body, Office};
use minutebook::minutes::dates::parse_date;

use super::*;

/// The letter taken apart: the lines of each of its parts.
struct Parts {
    recipients: Vec<(String, String)>,
    office: String,
    sender: String,
    address: String,
    subject: String,
    paragraphs: Vec<String>,
    encouraging: (String, Vec<String>),
    concern: (String, Vec<String>),
    after: Vec<String>,
    signed: String,
}

impl Parts {
    fn of(lines: &[String]) -> Self {
        let place = |start: &str| {
            let found = lines.iter().position(|line| line.starts_with(start));
            found.unwrap_or_else(|| panic!("the letter has a line {start:?}"))
        };
        let (office, email, dear) = (place("Chair of the "), place("Email: "), place("Dear "));
        let sender = &lines[office + 2];
        let recipients = lines[..office]
            .chunks(2)
            .map(|two| (two[0].clone(), two[1].clone()))
            .collect();
        let points = |from: usize| {
            let list = lines[from..].iter();
            let points: Vec<String> = list
                .map_while(|line| line.strip_prefix("- "))
                .map(str::to_owned)
                .collect();
            (lines[from - 1].clone(), points)
        };
        let first = place("- ");
        let encouraging = points(first);
        let second = first + encouraging.1.len() + 1;
        let concern = points(second);
        let foot = place("Yours ");
        Self {
            recipients,
            office: lines[office..office + 2].join("\n"),
            sender: sender.clone(),
            address: lines[office + 3..email].join("\n"),
            subject: lines[dear + 1].clone(),
            paragraphs: lines[dear + 2..first - 1].to_vec(),
            after: lines[second + concern.1.len()..foot].to_vec(),
            encouraging,
            concern,
            signed: lines[foot].clone(),
        }
    }
}

/// What stands after a label at the top.
fn after<'l>(lines: &'l [String], label: &str) -> &'l str {
    let mut found = lines.iter().filter_map(|line| line.strip_prefix(label));
    found.next().unwrap_or_else(|| panic!("a line {label:?}"))
}

/// The house style of the council, made of its own sentences with the facts of this meeting taken out of them.
fn house_style(parts: &Parts, facts: &[(&str, &str)]) -> String {
    let style = |sentence: &str| {
        facts
            .iter()
            .fold(sentence.to_owned(), |sentence, (fact, variable)| {
                sentence.replace(fact, &format!("{{{{ {variable} }}}}"))
            })
    };
    let [thanks, _, aim, purpose, _, disclaimer] = parts.paragraphs.as_slice() else {
        panic!("six paragraphs: {:?}", parts.paragraphs);
    };
    let (thanks, _) = thanks.split_once(", at which ").expect("it");
    let [.., closing, help] = parts.after.as_slice() else {
        panic!("the closing words");
    };
    let (closing, _) = closing.split_once(", but would like ").expect("it");
    let (insight, none) = closing.rsplit_once(". ").expect("it");
    format!(
        r#"
name = "own"
title = "Own"
[document.letter.wording]
asks = ""
ask = "{{{{ text }}}}."
[[document.letter.header]]
style = "address"
text = """{{% for guest in guests %}}
{{{{ guest.titled }}}}
{{{{ guest.post }}}}
{{% endfor %}}
{{{{ office }}}}

{{{{ sender.titled }}}}

{{{{ address }}}}

Email: {{{{ email }}}}
Phone: {{{{ phone }}}}
Ask for: {{{{ contact }}}}
Date: {{{{ date }}}}"""
[[document.letter.header]]
style = "paragraph"
text = "Dear {{{{ guests | named('short') | joined(', ', ' and ') }}}},"
[[document.letter.header]]
style = "heading"
text = "{{{{ subject }}}}"
[[document.letter.header]]
style = "paragraph"
text = """
{thanks}{{% if occasion %}}, at which {{{{ occasion }}}}{{% endif %}}.
{{{{ context }}}}
{aim}
{purpose}
{{{{ news }}}}
{disclaimer}"""
[[document.letter.footer]]
style = "paragraph"
text = """
{insight}. {{% if reply_by %}}A response by {{{{ reply_by }}}} is asked for{{% else %}}{none}{{% endif %}}\
{{% if wishes %}}, but would like {{{{ wishes | joined(' and ') }}}}{{% endif %}}.
{help}
{signed}"""
[[document.letter.footer]]
style = "signature"
text = """
{{{{ sender.titled }}}}
Chair - {{{{ body.name }}}}"""
"#,
        thanks = style(thanks),
        aim = style(aim),
        purpose = style(purpose),
        disclaimer = style(disclaimer),
        insight = style(insight),
        help = style(help),
        signed = parts.signed,
    )
}

/// The honorific, the given and the family name of somebody as an address names them; the salutation tells how they are
/// addressed.
fn names<'n>(name: &'n str, salutation: &'n str) -> (Option<&'n str>, &'n str) {
    match name.strip_prefix("Councillor ") {
        Some(name) => (Some("Councillor"), name),
        None => {
            let family = name.rsplit(' ').next().expect("a family name");
            let before = &salutation[..salutation.find(family).expect("everybody is addressed")];
            (before.trim_end().rsplit(' ').next(), name)
        }
    }
}

fn day(text: &str) -> NaiveDate {
    parse_date(text, NaiveDate::default()).expect("a day").date
}

/// What is to be typed where keys are written: a "<" begins the name of one.
fn keys(text: &str) -> String {
    text.replace('<', "<lt>")
}

/// Types a line letter by letter and records it: of a letter that a chair dictates, Tab can offer little.
fn enter(clerk: &mut Clerk<'_>, line: &str) {
    clerk.terminal.press(&keys(line));
    clerk.terminal.press("<Enter>");
}

#[test]
fn chairs_letter() {
    let Some(expected) = published("chairs-letter") else {
        return;
    };
    let lines = comparable(&expected);
    let parts = Parts::of(&lines);
    let name = parts.office.replace('\n', " ");
    let name = name.strip_prefix("Chair of the ").expect("an office");
    let (thanks, occasion) = parts.paragraphs[0].split_once(", at which ").expect("it");
    let met = thanks.split_once("meeting of ").expect("a day").1;
    let [reflection, ask, closing, _] = parts.after.as_slice() else {
        panic!("{:?}", parts.after);
    };
    let (_, wish) = closing.split_once(", but would like ").expect("a wish");

    // Before the meeting.
    let desk = Desk::new();
    let settings = desk.path().join("settings/templates");
    fs::create_dir_all(&settings).expect("a folder");
    let facts = [(name, "body.name"), (met, "meeting.date")];
    fs::write(settings.join("own.toml"), house_style(&parts, &facts)).expect("a template");
    let salutation = after(&lines, "Dear ");
    let mut preparation = Preparation::new(day(met));
    let (honorific, chair) = names(&parts.sender, salutation);
    let chair = preparation.person(chair, honorific, None);
    preparation.member(chair, Some("Chair"), "Councillors", true);
    let guests: Vec<PersonId> = parts
        .recipients
        .iter()
        .map(|(name, post)| {
            let (honorific, name) = names(name, salutation);
            preparation.person(name, honorific, Some(post))
        })
        .collect();
    let id = preparation.id();
    let body = Body {
        office: Office {
            title: parts.office.clone(),
            address: parts.address.clone(),
            email: after(&lines, "Email: ").to_owned(),
            phone: after(&lines, "Phone: ").to_owned(),
            contact: after(&lines, "Ask for: ").to_owned(),
        },
        ..body(id, name, "ICWSP", "Scrutiny Panel", "own", 1)
    };
    let agenda = vec![Outline {
        title: parts.subject.clone(),
        guests,
        ..Outline::default()
    }];
    preparation.lay_in(&desk, body, None, "", agenda);
    let prepared = [&parts.office, &parts.address, &parts.subject];
    let prepared: usize = prepared.iter().map(|text| without_blanks(text)).sum();

    // In the meeting: what was said, by its marks, and what is asked of the last of those who came.
    let begins = format!("{}T18:00:10+00:00", day(met));
    let mut clerk = Clerk::sit_down(&desk, &begins, (120, 36));
    clerk.terminal.press("<Enter>");
    clerk.see("SCHEDULED");
    clerk.terminal.press("<C-r>pq<F2><C-n>");
    clerk.see("IN PROGRESS");
    for (mark, (lead_in, points)) in [("+", &parts.encouraging), ("~", &parts.concern)] {
        enter(&mut clerk, lead_in);
        for (place, point) in points.iter().enumerate() {
            // The mark is typed once: the list goes on with the kind that was typed first.
            let mark = if place == 0 { mark } else { "" };
            enter(&mut clerk, &format!("{mark}{point}"));
        }
        clerk.terminal.press("<Enter>");
    }
    let (_, asked) = parts
        .recipients
        .last()
        .expect("somebody")
        .0
        .rsplit_once(' ')
        .expect("it");
    for text in [ask, wish] {
        enter(
            &mut clerk,
            &format!("!{} @{asked}", text.trim_end_matches('.')),
        );
    }
    enter(&mut clerk, "#Not for the letter");
    clerk.see("saved");
    clerk.terminal.press("<F10>");
    clerk.see("Close the meeting");
    clerk.terminal.press("<F10>");
    clerk.see("CLOSED");

    // After it: what is written for the letter alone.
    clerk.terminal.press("<F3>l");
    clerk.see("Letter:");
    let written = [
        after(&lines, "Date: "),
        occasion.trim_end_matches('.'),
        &parts.paragraphs[1],
        &parts.paragraphs[4],
        reflection,
    ];
    clerk.terminal.press("<Tab><Tab>");
    clerk.terminal.press(&written.map(keys).join("<Tab>"));
    clerk.terminal.press("<C-s>");
    clerk.see("saved");
    let pressed = clerk.leave();

    let exported = desk.printed(&["export", "latest", "--document", "letter"]);
    assert_same(&exported, &expected);
    // What it asks is in the register, as recommendations.
    let actions: serde_json::Value =
        serde_json::from_str(&desk.printed(&["actions", "--format", "json"])).expect("JSON");
    let asks = actions.as_array().expect("a list").iter();
    let recommended = asks.filter(|action| action["recommendation"] == true);
    assert_eq!(recommended.count(), 2, "{actions}");
    let found = desk.printed(&["search", "kind:recommendation"]);
    assert_eq!(found.lines().count(), 2, "{found}");
    assert!(desk.printed(&["check"]).contains("the chain holds"));
    print_keys("chairs-letter", pressed, prepared, &exported);
}
