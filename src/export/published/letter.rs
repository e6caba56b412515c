//! A chair's letter: what members said is entries with their marks, what a council always writes is its template, and
//! what was written for this letter alone stands with the item.

use crate::export::tests::record::Record;
use crate::export::{DocumentKind, Material, text};
use crate::minutes::attendance::Attended;
use crate::minutes::background::Background;
use crate::minutes::body::{Body, Office, Quorum};
use crate::minutes::entry::{Action, Detail, Kind, Owner};
use crate::minutes::person::{Person, Post};
use crate::minutes::register::Register;
use crate::minutes::template::Template;
use crate::minutes::writing::Letter;

use super::{case, compared, date};

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
fn house_style(parts: &Parts, facts: &[(&str, &str)]) -> Template {
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
    let (thanks, _) = thanks.split_once(", at which ").unwrap();
    let [.., closing, help] = parts.after.as_slice() else {
        panic!("the closing words");
    };
    let (closing, _) = closing.split_once(", but would like ").unwrap();
    let (insight, none) = closing.rsplit_once(". ").unwrap();
    let source = format!(
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
    );
    Template::read(&source, "own.toml").unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// Somebody as an address names them; the short form in the salutation tells how they are addressed.
fn person(record: &mut Record, name: &str, post: Option<&str>, salutation: &str) -> Person {
    let (honorific, name) = match name.strip_prefix("Councillor ") {
        Some(name) => (Some("Councillor".to_owned()), name),
        None => {
            let family = name.rsplit(' ').next().unwrap();
            let before = &salutation[..salutation.find(family).unwrap()];
            (
                before.trim_end().rsplit(' ').next().map(str::to_owned),
                name,
            )
        }
    };
    let (given, family) = name.split_once(' ').unwrap();
    let mut person = record.person(honorific.as_deref(), given, family);
    person.posts = post
        .map(|title| Post {
            title: title.to_owned(),
            from: None,
            to: None,
        })
        .into_iter()
        .collect();
    person
}

#[test]
fn a_chairs_published_letter_can_be_made_again() {
    let Some(published) = case("chairs-letter") else {
        return;
    };
    let lines = compared(&published);
    let parts = Parts::of(&lines);
    let name = parts.office.replace('\n', " ");
    let name = name.strip_prefix("Chair of the ").unwrap();
    let (thanks, occasion) = parts.paragraphs[0].split_once(", at which ").unwrap();
    let met = thanks.split_once("meeting of ").unwrap().1;
    let mut record = Record::new(name, "Scrutiny Panel", date(met, 2018).unwrap());

    // Before the meeting: who comes, and who is in the chair.
    let salutation = after(&lines, "Dear ").to_owned();
    let chair = person(&mut record, &parts.sender, None, &salutation);
    record.seat(chair, Some("Chair"), "Councillors", Attended::Present);
    let item = record.item(&parts.subject);
    for (name, post) in &parts.recipients {
        let guest = person(&mut record, name, Some(post), &salutation);
        let guest = record.seat(guest, None, "Guests", Attended::Present);
        record.meeting.items[0].outline.guests.push(guest);
    }

    // In the meeting: what was said, by its marks, and what is asked.
    for (kind, (lead_in, points)) in [
        (Kind::Encouraging, &parts.encouraging),
        (Kind::Concern, &parts.concern),
    ] {
        record.entry(item, Kind::LeadIn, lead_in);
        for point in points {
            record.entry(item, kind, point);
        }
    }
    let [reflection, ask, closing, _] = parts.after.as_slice() else {
        panic!("{:?}", parts.after);
    };
    let (_, wish) = closing.split_once(", but would like ").unwrap();
    let post = &parts.recipients.last().unwrap().1;
    for text in [ask, wish] {
        let action = Action {
            owners: vec![Owner {
                name: post.clone(),
                ..Owner::default()
            }],
            verb: Some("asks".to_owned()),
            ..Action::default()
        };
        assert!(action.is_recommendation());
        let text = text.trim_end_matches('.');
        record.detailed(item, Kind::Action, text, Detail::Action(action));
    }
    record.entry(item, Kind::Private, "Not for the letter");

    // After it: what is written for the letter alone.
    record.meeting.items[0].letter = Some(Box::new(Letter {
        date: date(after(&lines, "Date: "), 2018),
        occasion: occasion.to_owned(),
        context: parts.paragraphs[1].clone(),
        news: parts.paragraphs[4].clone(),
        reflection: reflection.clone(),
        ..Letter::default()
    }));
    let facts = [(name, "body.name"), (met, "meeting.date")];
    let template = house_style(&parts, &facts);
    let body = Body {
        id: record.meeting.head.body.id,
        name: name.to_owned(),
        code: String::new(),
        called: String::new(),
        quorum: Quorum::None,
        meets: String::new(),
        reports_to: Vec::new(),
        template: String::new(),
        usual_time: None,
        usual_place: String::new(),
        office: Office {
            title: parts.office.clone(),
            address: parts.address.clone(),
            email: after(&lines, "Email: ").to_owned(),
            phone: after(&lines, "Phone: ").to_owned(),
            contact: after(&lines, "Ask for: ").to_owned(),
        },
        members: Vec::new(),
    };
    let background = Background {
        register: Register {
            bodies: vec![body],
            ..Register::default()
        },
        ..Background::default()
    };
    let copied = record.copied();
    let material = Material::of(&copied, &template).with(&background);
    let (document, errors) = DocumentKind::Letter.make(&material);
    assert_eq!(errors, []);
    let made = compared(&text(&document));
    for (made, published) in made.iter().zip(&lines) {
        assert_eq!(made, published);
    }
    assert_eq!(made.len(), lines.len());
}
