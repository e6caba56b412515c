//! The published documents: captured through the real binary by keys, and exported equal to what was published.
//!
//! The documents stay where they are; this file holds none of their words. It takes each apart when it runs, as the
//! clerk's ear takes the meeting, and types it. Before the meeting only this is laid in: the body with its members,
//! the agenda's titles, the guests of an item with their posts, and what clerks prepare (`Prepared` says which).

#![cfg(unix)]

#[path = "cases/letter.rs"]
mod letter;
#[path = "import/score.rs"]
mod score;
mod support;

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use chrono::NaiveDate;
use minutebook::minutes::agenda::{Item, ItemKind, Outline};
use minutebook::minutes::body::{Body, Member, Quorum};
use minutebook::minutes::change::Change;
use minutebook::minutes::due;
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{BodyId, IdSource, ItemId, MeetingId, PersonId};
use minutebook::minutes::meeting::{BodyHead, Head};
use minutebook::minutes::person::{Person, Post};
use minutebook::minutes::register::{Register, RegisterChange};
use minutebook::store::protocol::{Line, What};

use support::clerk::{Clerk, change_id, moment};
use support::{Desk, write_register};

/// A file of a case, where the cases are at hand.
fn of_case(case: &str, file: &str) -> PathBuf {
    let folder = std::env::var_os("MINUTEBOOK_CASES")
        .map_or_else(|| PathBuf::from("../shared/cases"), PathBuf::from);
    folder.join(case).join(file)
}

/// The document of a case, or nothing, said clearly, where the cases are not at hand.
fn published(case: &str) -> Option<String> {
    let path = of_case(case, "expected.txt");
    match fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(_) => {
            say(&format!(
                "SKIPPED: the case {case} is not at {}",
                path.display()
            ));
            None
        }
    }
}

/// Prints where it is seen whether or not the test passes.
fn say(words: &str) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

/// Text as it is compared: lines trimmed, blanks run together, empty lines dropped, quotes and dashes straight.
fn comparable(text: &str) -> Vec<String> {
    text.replace(['\u{2018}', '\u{2019}'], "'")
        .replace(['\u{201c}', '\u{201d}'], "\"")
        .replace(['\u{2013}', '\u{2014}'], "-")
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect()
}

#[track_caller]
fn assert_same(exported: &str, expected: &str) {
    let (ours, theirs) = (comparable(exported), comparable(expected));
    for (number, (our, their)) in ours.iter().zip(&theirs).enumerate() {
        assert_eq!(our, their, "line {}", number + 1);
    }
    assert_eq!(ours.len(), theirs.len(), "the documents have as many lines");
}

/// The minutes of the only closed meeting of that day, written in each format that is handed on, and read again: they
/// give back what the case's hand-written truth says of the meeting.
#[track_caller]
fn assert_comes_back(desk: &Desk, day: &str, case: &str) {
    let truth = fs::read_to_string(of_case(case, "truth.json")).expect("the truth of the case");
    let truth = serde_json::from_str(&truth).expect("truth is JSON");
    let folder = tempfile::tempdir().expect("a folder");
    let scores = [("text", "txt"), ("markdown", "md"), ("docx", "docx")].map(|(format, ending)| {
        let file = folder.path().join(format!("minutes.{ending}"));
        let file = file.to_str().expect("a path of text");
        desk.printed(&["export", day, "--format", format, "--output", file]);
        let read = desk.printed(&["import", "--dry-run", "--format", "json", file]);
        let read = serde_json::from_str(&read).expect("JSON");
        let (counts, told) = score::score(&truth, &read);
        assert_eq!(told, [""; 0], "{case} as {format}: {:.3}", counts.f1());
        counts
    });
    say(&format!(
        "ROUND TRIP {case}: F1 {:.3}",
        score::sum(scores).f1()
    ));
}

/// A document taken apart: what stands before the first item, and the items with their lines.
struct Document {
    head: Vec<String>,
    items: Vec<(String, Vec<String>)>,
    foot: Vec<String>,
}

impl Document {
    fn of(text: &str, is_foot: impl Fn(&str) -> bool) -> Self {
        let mut document = Self {
            head: Vec::new(),
            items: Vec::new(),
            foot: Vec::new(),
        };
        let mut below = false;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            below |= is_foot(line);
            let number = document.items.len() + 1;
            let title = line.strip_prefix(&format!("{number}. "));
            if below {
                document.foot.push(line.to_owned());
            } else if let Some(title) = title {
                document.items.push((title.to_owned(), Vec::new()));
            } else if let Some((_, lines)) = document.items.last_mut() {
                lines.push(line.to_owned());
            } else {
                document.head.push(line.to_owned());
            }
        }
        document
    }

    fn after(&self, label: &str) -> &str {
        let line = self.head.iter().find_map(|line| line.strip_prefix(label));
        line.unwrap_or_else(|| panic!("the document has a line {label:?}"))
            .trim()
    }
}

/// Everything that is laid in before the meeting.
struct Preparation {
    ids: IdSource,
    register: Register,
    lines: Vec<Line>,
    members: Vec<Member>,
    date: NaiveDate,
}

impl Preparation {
    fn new(date: NaiveDate) -> Self {
        Self {
            ids: IdSource::new([3; 16]),
            register: Register::default(),
            lines: Vec::new(),
            members: Vec::new(),
            date,
        }
    }

    fn line(&mut self, what: What) {
        let at = moment("2016-01-04T10:00:00Z");
        let id = change_id(&mut self.ids, at);
        self.lines.push(Line {
            id,
            at,
            manner: Manner::Made,
            what,
        });
    }

    fn record(&mut self, change: RegisterChange) {
        self.register.apply(&change);
        self.line(What::Register(change));
    }

    fn id(&mut self) -> uuid::Uuid {
        self.ids.next(moment("2016-01-04T10:00:00Z"))
    }

    /// Somebody named as in a list: "T Smith", "Owen", "Moira Hill"; `honorific` as the heading has it.
    fn person(&mut self, name: &str, honorific: Option<&str>, post: Option<&str>) -> PersonId {
        let id = PersonId(self.id());
        let (given, family) = name.split_once(' ').unwrap_or(("", name));
        let initial = given.chars().count() == 1;
        let person = Person {
            id,
            honorific: honorific.map(str::to_owned),
            given: given.to_owned(),
            family: family.to_owned(),
            listed_as: initial.then(|| name.to_owned()),
            posts: post
                .map(|title| Post {
                    title: title.to_owned(),
                    from: None,
                    to: None,
                })
                .into_iter()
                .collect(),
        };
        self.record(RegisterChange::PersonRecorded(Box::new(person)));
        id
    }

    fn member(&mut self, person: PersonId, role: Option<&str>, group: &str, voting: bool) {
        self.members.push(Member {
            person,
            role: role.map(str::to_owned),
            group: group.to_owned(),
            voting,
            from: None,
            to: None,
        });
    }

    /// Calls the meeting of the body, and writes it all into the register of a desk.
    fn lay_in(
        mut self,
        desk: &Desk,
        body: Body,
        title: Option<&str>,
        place: &str,
        agenda: Vec<Outline>,
    ) {
        let body = Body {
            members: std::mem::take(&mut self.members),
            ..body
        };
        self.record(RegisterChange::BodyRecorded(Box::new(body.clone())));
        let seats = self.register.seats(body.id, self.date);
        let guests = agenda
            .iter()
            .flat_map(|outline| outline.guests.clone())
            .collect::<Vec<_>>();
        let mut all = seats;
        for guest in guests {
            let person = self
                .register
                .person(guest)
                .expect("a guest on record")
                .clone();
            all.push(minutebook::minutes::attendance::Seat {
                person,
                role: None,
                group: "Guests".to_owned(),
                member: false,
                voting: false,
            });
        }
        let items = agenda
            .into_iter()
            .map(|outline| Item::new(ItemId(self.id()), outline))
            .collect();
        let head = Head {
            body: BodyHead::from(&body),
            title: title.map(str::to_owned),
            date: self.date,
            time: body.usual_time,
            place: place.to_owned(),
            template: body.template.clone(),
        };
        let meeting = MeetingId(self.id());
        self.line(What::Meeting(
            meeting,
            Change::Scheduled {
                head,
                seats: all,
                items,
            },
        ));
        write_register(&desk.register(), self.lines);
    }
}

fn body(id: uuid::Uuid, name: &str, code: &str, called: &str, template: &str, quorum: u16) -> Body {
    Body {
        id: BodyId(id),
        name: name.to_owned(),
        code: code.to_owned(),
        called: called.to_owned(),
        quorum: Quorum::Number(quorum),
        meets: String::new(),
        reports_to: Vec::new(),
        template: template.to_owned(),
        usual_time: None,
        usual_place: String::new(),
        office: minutebook::minutes::body::Office::default(),
        members: Vec::new(),
    }
}

/// "Councillors A (Chair), B, C" as group, and name with role.
fn listed(text: &str) -> (String, Vec<(String, Option<String>)>) {
    let (group, names) = text.split_once(' ').expect("a group and its people");
    let names = names
        .split(", ")
        .map(|name| match name.split_once(" (") {
            Some((name, role)) => (name.to_owned(), Some(role.trim_end_matches(')').to_owned())),
            None => (name.to_owned(), None),
        })
        .collect();
    (group.to_owned(), names)
}

/// The first letter large, the rest small: a title as an agenda has it.
fn as_title(capitals: &str) -> String {
    let mut letters = capitals.chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    first + &letters.as_str().to_lowercase()
}

/// The longest ending of an action that reads as a due phrase, and what stands before it.
fn split_due(text: &str, date: NaiveDate) -> (String, Option<String>) {
    let text = text.trim_end_matches('.');
    let words: Vec<&str> = text.split(' ').collect();
    let setting = due::Setting {
        said_on: date,
        next_meeting: None,
    };
    let from = (words.len().saturating_sub(4)..words.len()).find(|from| {
        due::read(&words[*from..].join(" "), &setting)
            .window
            .is_some()
    });
    match from {
        Some(from) => (words[..from].join(" "), Some(words[from..].join(" "))),
        None => (text.to_owned(), None),
    }
}

fn without_blanks(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Prints the figure that this case is after: keys pressed over characters of the document.
fn print_keys(case: &str, keys: usize, prepared: usize, document: &str) {
    let characters = without_blanks(document);
    // Keys for a hundred characters, in whole keys: the figure is no more exact than that.
    say(&format!(
        "KEYS {case}: {keys} keys for {characters} characters of the document (white space not counted), {} for 100; \
         {prepared} characters were prepared before the meeting, and of the rest it is {} for 100",
        keys * 100 / characters,
        keys * 100 / (characters - prepared),
    ));
}

#[test]
fn panel_minutes() {
    let Some(expected) = published("panel-minutes") else {
        return;
    };
    let document = Document::of(&expected, |line| line == "CHAIR");
    assert_eq!(document.foot, ["CHAIR"]);
    let desk = Desk::new();

    // The title is the body and the date; both are known when the meeting is called.
    let title = &document.head[0];
    let date_at = title
        .find(|c: char| c.is_ascii_digit())
        .expect("a date in the title");
    let (name, date) = (title[..date_at].trim(), &title[date_at..]);
    let date = minutebook::minutes::dates::parse_date(date, NaiveDate::default())
        .expect("it")
        .date;
    let called = name
        .split(' ')
        .rev()
        .take(2)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect::<Vec<_>>()
        .join(" ");

    let mut preparation = Preparation::new(date);
    let (group, present) = listed(document.after("Present:"));
    let (_, apologies) = listed(document.after("Apologies:"));
    for (name, role) in present.iter().chain(&apologies) {
        let person = preparation.person(name, Some("Councillor"), None);
        preparation.member(person, role.as_deref(), &group, true);
    }

    // The guests, with the posts by which they are welcomed and the titles by which they are thanked.
    let (_, social) = &document.items[1];
    let welcome = social[0].split_once(" welcomed ").expect("a welcome").1;
    let welcome = welcome.split_once(", to receive").expect("a purpose").0;
    let thanks = social.last().expect("thanks");
    let guests: Vec<PersonId> = welcome
        .split("; ")
        .map(|guest| {
            let guest = guest.trim_start_matches("and ");
            let (name, post) = guest.split_once(", ").expect("a name and a post");
            match name.strip_prefix("Councillor ") {
                Some(name) => preparation.person(name, Some("Councillor"), Some(post)),
                None => {
                    let family = name.split_once(' ').expect("two names").1;
                    let at = thanks.find(family).expect("everybody is thanked");
                    let honorific = thanks[..at].trim_end().rsplit(' ').next();
                    preparation.person(name, honorific, Some(post))
                }
            }
        })
        .collect();

    // What a clerk prepares: the standing paragraph of the work programme, which is the same every year, and the
    // chair's update, which the chair sends beforehand.
    let standing = document.items[3].1[0].clone();
    let update: Vec<String> = document.items[4].1[1..].to_vec();
    let prepared = without_blanks(&standing)
        + update
            .iter()
            .map(|line| without_blanks(line))
            .sum::<usize>();
    let kinds = [
        ItemKind::Declarations,
        ItemKind::Business,
        ItemKind::Information,
        ItemKind::WorkProgramme,
        ItemKind::ChairsUpdate,
        ItemKind::NextMeeting,
        ItemKind::Urgent,
    ];
    // A title is on the agenda in ordinary letters; where the minutes name the paper, as the paper has it.
    let paper = document.items[2].1[0]
        .split_once("received the ")
        .expect("a paper")
        .1;
    let paper = paper
        .split_once(" for information")
        .expect("it")
        .0
        .to_owned();
    let agenda = document
        .items
        .iter()
        .zip(kinds)
        .map(|((title, _), kind)| Outline {
            title: if kind == ItemKind::Information {
                paper.clone()
            } else {
                as_title(title)
            },
            kind,
            guests: if kind == ItemKind::Business {
                guests.clone()
            } else {
                Vec::new()
            },
            prepared: match kind {
                ItemKind::WorkProgramme => vec![standing.clone()],
                ItemKind::ChairsUpdate => update.clone(),
                _ => Vec::new(),
            },
            ..Outline::default()
        })
        .collect();
    let id = preparation.id();
    let body = body(id, name, "CSSP", &called, "scrutiny-panel", 4);
    preparation.lay_in(&desk, body, None, "", agenda);

    // The meeting.
    let mut clerk = Clerk::sit_down(&desk, "2022-07-27T18:00:10+01:00", (120, 36));
    clerk.press("<Enter>");
    clerk.see("SCHEDULED");
    clerk.press("<C-r>");
    clerk.press(&"p".repeat(present.len()));
    clerk.press(&"a".repeat(apologies.len()));
    clerk.press("q<F2><C-n><A-n>");
    clerk.see("7 present (quorum 4)");

    // The main item: the welcome is finished by hand, actions follow the bullets, the thanks are one key.
    clerk.press("<C-n><A-w>");
    let mut in_actions = false;
    for (number, line) in social.iter().enumerate() {
        if number == 0 {
            clerk.enter(line);
        } else if line == "Actions" {
            in_actions = true;
        } else if line == thanks {
            clerk.press("<Enter><A-t><Enter>");
        } else if let Some(point) = line.strip_prefix("- ") {
            if in_actions {
                let (words, due) = split_due(point, date);
                let due = due.map(|due| format!(" >{due}")).unwrap_or_default();
                // The mark is typed once: the list goes on with the kind that was typed first.
                let mark = if social[number - 1].ends_with(':') {
                    "!"
                } else {
                    ""
                };
                clerk.enter(&format!("{mark}{words}{due}"));
            } else {
                clerk.enter(point);
            }
        } else {
            let before = social[..number]
                .iter()
                .rev()
                .find(|line| *line != "Actions");
            if before.is_some_and(|line| line.starts_with("- ")) {
                clerk.press("<Enter>");
            }
            clerk.enter(line);
        }
    }

    // A paper for information: one key. The work programme: the standing paragraph, then what was said.
    clerk.press("<C-n><A-i>");
    clerk.press("<C-n><A-r>");
    let programme = &document.items[3].1[1..];
    for (number, line) in programme.iter().enumerate() {
        match line.strip_prefix("- ") {
            Some(point) => clerk.enter(point),
            None => {
                if number > 0 && programme[number - 1].starts_with("- ") {
                    clerk.press("<Enter>");
                }
                clerk.enter(line);
            }
        }
    }

    // The chair's update: the lead-in is one key, what was prepared another. The next meeting is a form.
    clerk.press("<C-n><A-s><A-r>");
    clerk.press("<C-n><A-s>");
    clerk.see("The next meetings");
    clerk.press("21 sep<C-s>");
    clerk.press("<C-n><A-n>");
    clerk.see("saved");
    let keys_before = clerk.leave();

    // The chair closes it at half past seven.
    let mut clerk = Clerk::sit_down(&desk, "2022-07-27T19:30:20+01:00", (120, 36));
    clerk.press("<Enter>");
    clerk.see("IN PROGRESS 1:30");
    clerk.press("<F10>");
    clerk.see("Close the meeting");
    clerk.press("<F10>");
    clerk.see("CLOSED");
    let keys = keys_before + clerk.leave();

    let exported = desk.printed(&["export", "27 July 2022"]);
    assert_same(&exported, &expected);
    assert_comes_back(&desk, "27 July 2022", "panel-minutes");
    assert!(desk.printed(&["check"]).contains("the chain holds"));
    assert!(
        desk.printed(&["meetings"]).contains("2022-09-21"),
        "the next meeting stands in the diary"
    );
    print_keys("panel-minutes", keys, prepared, &exported);
}

#[test]
fn workshop_notes() {
    let Some(expected) = published("workshop-notes") else {
        return;
    };
    let document = Document::of(&expected, |line| line == "ACTIONS:");
    let desk = Desk::new();
    let date = NaiveDate::from_ymd_opt(2016, 11, 7).expect("the day"); // the document leaves out the year
    let [title, _, place, ..] = document.head.as_slice() else {
        panic!("a title, a day and a place")
    };

    // The people, in their groups; those who sent apologies are councillors as well.
    let mut preparation = Preparation::new(date);
    let mut present = 0;
    let mut people: Vec<(String, PersonId)> = Vec::new();
    for line in &document.head {
        let Some((group, names)) = line.split_once(": ") else {
            continue;
        };
        if group == "Apologies" {
            let name = names.strip_prefix("Cllr ").expect("a councillor");
            let person = preparation.person(name, Some("Councillor"), None);
            preparation.member(person, None, "Councillors", true);
            continue;
        }
        for name in names.split(", ") {
            let councillor = (group == "Councillors").then_some("Councillor");
            let person = preparation.person(name, councillor, None);
            preparation.member(person, None, group, group != "Officers");
            people.push((name.to_owned(), person));
            present += 1;
        }
    }

    let agenda = document
        .items
        .iter()
        .map(|(title, _)| Outline {
            title: title.clone(),
            ..Outline::default()
        })
        .collect();
    let name = title.trim_end_matches(" Workshop");
    let id = preparation.id();
    let body = body(id, name, "CSC", "Sub Committee", "workshop", 3);
    preparation.lay_in(&desk, body, Some(title), place, agenda);

    let mut clerk = Clerk::sit_down(&desk, "2016-11-07T18:00:10Z", (120, 36));
    clerk.press("<Enter>");
    clerk.see("SCHEDULED");
    // The roll stands in groups: everybody in the room one key, and the one with apologies.
    clerk.press("<C-r>");
    clerk.see("not marked");
    roll_call(&mut clerk, &people);
    clerk.press("q<F2>");
    let voting = document
        .head
        .iter()
        .filter(|line| line.starts_with("Councillors:") || line.starts_with("Co-optees:"));
    let voting: usize = voting.map(|line| line.split(", ").count()).sum();
    clerk.see(&format!("{voting} present (quorum 3)"));
    assert!(voting < present);

    for (_, lines) in &document.items {
        clerk.press("<C-n>");
        let mut number = 0;
        let mut in_list = false;
        while let Some(line) = lines.get(number) {
            number += 1;
            let dates: Vec<&str> = lines[number..]
                .iter()
                .map_while(|line| line.strip_prefix("- "))
                .filter(|point| minutebook::minutes::dates::parse_date(point, date).is_ok())
                .collect();
            if line.ends_with(':') && !dates.is_empty() {
                if in_list {
                    clerk.press("<Enter>");
                }
                in_list = false;
                // Dates to come are a form: they stand in the diary from then on. Its sentence is put right by hand.
                clerk.press("<A-s>");
                clerk.see("The next meetings");
                clerk.press(&dates.join(";"));
                let common = lines.get(number + dates.len()).expect("a common time");
                let time = common.rsplit(' ').next().expect("a time");
                clerk.press("<Tab>");
                clerk.press(time);
                clerk.press("<C-s>");
                amend_last(&mut clerk, line);
                number += dates.len() + 1;
                continue;
            }
            match line.strip_prefix("- ") {
                Some(point) => {
                    in_list = true;
                    clerk.enter(point);
                }
                None => {
                    if in_list {
                        clerk.press("<Enter>");
                    }
                    in_list = false;
                    // A paragraph whose last sentence leads in to a list is one entry.
                    clerk.enter(line);
                    in_list |= line.ends_with(':');
                }
            }
        }
        if in_list {
            clerk.press("<Enter>");
        }
    }

    // The actions, each with its owner by initials; the layout gathers them at the end.
    for line in &document.foot[1..] {
        let plain = line.trim_start_matches("Cllr ");
        let (name, _) = people
            .iter()
            .find(|(name, _)| plain.starts_with(name.as_str()))
            .expect("an owner");
        let initials: String = name
            .split([' ', '-'])
            .filter_map(|word| word.chars().next())
            .collect();
        let words = plain[name.len()..].trim().trim_end_matches('.');
        clerk.enter(&format!("!@{} {words}", initials.to_lowercase()));
    }
    clerk.see("saved");
    clerk.press("<F10>");
    clerk.see("Close the meeting");
    clerk.press("<F10>");
    clerk.see("CLOSED");
    let keys = clerk.leave();

    let exported = desk.printed(&["export", "7 November 2016"]);
    assert_same(&exported, &expected);
    assert_comes_back(&desk, "7 November 2016", "workshop-notes");
    assert!(desk.printed(&["check"]).contains("the chain holds"));
    let diary = desk.printed(&["meetings"]);
    for date in ["2016-12-14", "2017-02-08", "2017-03-08", "2017-04-05"] {
        assert!(diary.contains(date), "{date} stands in the diary:\n{diary}");
    }
    print_keys("workshop-notes", keys, 0, &exported);
}

/// Marks everybody on the roll: present, but for the one who is not among `people`.
fn roll_call(clerk: &mut Clerk<'_>, people: &[(String, PersonId)]) {
    let seats = &clerk
        .model
        .desk
        .open
        .as_ref()
        .expect("a meeting")
        .meeting
        .seats;
    let groups = ["Councillors", "Co-optees", "Officers"];
    let keys: String = groups
        .iter()
        .flat_map(|group| seats.iter().filter(move |seat| seat.group == *group))
        .map(|seat| {
            if people.iter().any(|(_, id)| *id == seat.person.id) {
                'p'
            } else {
                'a'
            }
        })
        .collect();
    clerk.press(&keys);
}

/// Words the last entry anew, as far as it differs.
fn amend_last(clerk: &mut Clerk<'_>, wanted: &str) {
    clerk.press("<Up><Enter>");
    let have = clerk.line();
    let wanted = wanted.trim_start_matches(':');
    let have_words = have.trim_start_matches(':').to_owned();
    if have_words == wanted {
        clerk.press("<Enter><Down>");
        return;
    }
    // What both end with stays; the rest is typed before it.
    let same = have_words
        .chars()
        .rev()
        .zip(wanted.chars().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let drop = have_words.chars().count() - same;
    clerk.press("<Home>");
    clerk.press(&"<Del>".repeat(drop));
    let new: String = wanted.chars().take(wanted.chars().count() - same).collect();
    clerk.press(&new);
    clerk.press("<Enter><Down>");
}
