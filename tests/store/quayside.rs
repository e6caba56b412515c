//! Minutes of two invented bodies over four years, beside the invented council of `minutebook::sample`.

use std::collections::HashMap;
use std::path::Path;

use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};
use minutebook::minutes::action::{Dated, Step, Update};
use minutebook::minutes::agenda::{Item, Outline};
use minutebook::minutes::body::{Body, Quorum};
use minutebook::minutes::change::Change;
use minutebook::minutes::due::{self, Setting};
use minutebook::minutes::entry::{Action, Detail, Entry, Kind, Owner, Party};
use minutebook::minutes::history::Manner;
use minutebook::minutes::ids::{
    BodyId, ChangeId, EntryId, IdSource, ItemId, MeetingId, PersonId, Stamp,
};
use minutebook::minutes::meeting::{BodyHead, Head};
use minutebook::minutes::person::{Person, Post};
use minutebook::minutes::register::RegisterChange;
use minutebook::minutes::template::Templates;
use minutebook::sample;
use minutebook::store::protocol::{Line, Request, Revision, What};
use minutebook::store::{Options, Store};

/// The day of asking.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2033, 10, 4).unwrap()
}

/// A body: 0 is the panel, 1 the committee.
const BODIES: [(&str, &str); 2] = [
    ("Wellbeing Scrutiny Panel", "WSP"),
    ("Estates and Roads Committee", "ERC"),
];

const PEOPLE: [(&str, &str, &str); 6] = [
    ("Marguerite", "Stathers-Bell", "Director of Wellbeing"),
    ("Idris", "Penhale", "Head of Housing"),
    ("Oonagh", "Crabtree", "Head of Highways"),
    ("Zoë", "Ferrante", "Safeguarding Lead"),
    ("Tomasz", "Wilkołek", "Estates Surveyor"),
    ("Cuthbert", "Allardyce", ""),
];

/// One thing recorded: its kind's mark, the words, owners by their place in [`PEOPLE`], due, and what became of it:
/// `.` open, `x` done, `-` cancelled; `>` addressed to the other body and open.
type Said = (char, &'static str, &'static [usize], &'static str, char);

/// Body, day, and items with what was said under them.
type Sitting = (
    usize,
    (i32, u32, u32),
    &'static [(&'static str, &'static [Said])],
);

const SITTINGS: &[Sitting] = &[
    (
        0,
        (2030, 3, 12),
        &[
            (
                "Social care improvement",
                &[
                    (
                        '\'',
                        "The Panel heard that caseloads had fallen for the third quarter running.",
                        &[],
                        "",
                        ' ',
                    ),
                    (
                        '!',
                        "Members to visit the multi-agency safeguarding hub",
                        &[0],
                        "summer",
                        'x',
                    ),
                    (
                        '!',
                        "Training on corporate parenting to be arranged for all members",
                        &[0],
                        "September",
                        'x',
                    ),
                    (
                        '=',
                        "That the improvement board report to the Panel twice a year",
                        &[],
                        "",
                        ' ',
                    ),
                ],
            ),
            (
                "Date of next meeting",
                &[(
                    '\'',
                    "The next meeting would be held on 11 June 2030.",
                    &[],
                    "",
                    ' ',
                )],
            ),
        ],
    ),
    (
        1,
        (2030, 5, 21),
        &[
            (
                "Declarations of interest",
                &[(
                    '%',
                    "Councillor Allardyce declared an interest as an allotment holder at Lark Rise.",
                    &[],
                    "",
                    ' ',
                )],
            ),
            (
                "Potholes and resurfacing",
                &[
                    (
                        '!',
                        "Backlog of pothole repairs to be reported by ward",
                        &[2],
                        "next meeting",
                        'x',
                    ),
                    (
                        '!',
                        "Resurfacing of Gannet Lane to be brought forward",
                        &[2],
                        "spring 2031",
                        '-',
                    ),
                    (
                        '?',
                        "How contractors are chosen for surface dressing",
                        &[],
                        "",
                        ' ',
                    ),
                ],
            ),
            (
                "Allotments at Lark Rise",
                &[
                    (
                        '=',
                        "That rents for allotments be frozen until 2032",
                        &[],
                        "",
                        ' ',
                    ),
                    (
                        '!',
                        "Water meter at the Lark Rise allotments to be replaced",
                        &[4],
                        "within 3 months",
                        'x',
                    ),
                ],
            ),
        ],
    ),
    (
        0,
        (2031, 9, 16),
        &[
            (
                "Safeguarding annual report",
                &[
                    (
                        '\'',
                        "Zoë Ferrante presented the annual report on safeguarding adults and children.",
                        &[],
                        "",
                        ' ',
                    ),
                    (
                        '!',
                        "Safeguarding referrals from schools to be broken down by term",
                        &[3],
                        "December",
                        'x',
                    ),
                    (
                        '!',
                        "Leaflet on domestic abuse services to be translated into Polish and Romanian",
                        &[3],
                        "asap",
                        'x',
                    ),
                    (
                        '~',
                        "The waiting list for the autism assessment pathway",
                        &[],
                        "",
                        ' ',
                    ),
                ],
            ),
            (
                "Dementia-friendly town",
                &[
                    (
                        '!',
                        "Dementia awareness sessions to be offered to market traders",
                        &[0],
                        "spring",
                        '.',
                    ),
                    (
                        '=',
                        "That the town be declared dementia-friendly",
                        &[],
                        "",
                        ' ',
                    ),
                ],
            ),
        ],
    ),
    (
        1,
        (2031, 11, 25),
        &[
            (
                "Gritting and winter service",
                &[
                    (
                        '!',
                        "Map of gritting routes to be sent to parish clerks",
                        &[2],
                        "before winter",
                        'x',
                    ),
                    (
                        '!',
                        "Salt bins at Kestrel Court to be refilled",
                        &[2],
                        "within two weeks",
                        'x',
                    ),
                ],
            ),
            (
                "Lease of the bandstand kiosk",
                &[
                    (
                        '!',
                        "Legal advice on the bandstand kiosk lease to be obtained",
                        &[4],
                        "January",
                        '.',
                    ),
                    (
                        '-',
                        "The tenant had painted the bandstand without consent",
                        &[],
                        "",
                        ' ',
                    ),
                ],
            ),
        ],
    ),
    (
        0,
        (2032, 6, 8),
        &[
            (
                "Housing and health",
                &[
                    (
                        '!',
                        "Figures on damp and mould complaints to be given for each estate",
                        &[1],
                        "quarterly",
                        '.',
                    ),
                    (
                        '!',
                        "Disabled facilities grants: average waiting time to be reported",
                        &[1],
                        "next meeting",
                        'x',
                    ),
                    (
                        '!',
                        "Housing allocations policy to be reviewed with the voluntary sector",
                        &[1],
                        "autumn 2032",
                        '.',
                    ),
                ],
            ),
            (
                "Referral to the committee",
                &[(
                    '!',
                    "That the Committee consider dropped kerbs near day centres",
                    &[],
                    "2033",
                    '>',
                )],
            ),
        ],
    ),
    (
        1,
        (2033, 2, 15),
        &[
            (
                "Potholes and resurfacing",
                &[
                    (
                        '!',
                        "Gannet Lane resurfacing to be added to the capital programme",
                        &[2],
                        "budget",
                        '.',
                    ),
                    (
                        '!',
                        "Complaints about utility reinstatements to be logged and published",
                        &[2],
                        "quarterly",
                        '.',
                    ),
                    (
                        '=',
                        "That the contract for surface dressing be retendered",
                        &[],
                        "",
                        ' ',
                    ),
                ],
            ),
            (
                "Sea wall and promenade",
                &[
                    (
                        '!',
                        "Engineer to inspect the sea wall after the spring tides",
                        &[4],
                        "April",
                        'x',
                    ),
                    (
                        '!',
                        "Benches on the promenade to be repainted",
                        &[4],
                        "May",
                        'x',
                    ),
                ],
            ),
        ],
    ),
    (
        0,
        (2033, 6, 14),
        &[
            (
                "Social care improvement",
                &[
                    (
                        '!',
                        "Retention payments for social workers to be evaluated",
                        &[0],
                        "October 2033",
                        '.',
                    ),
                    (
                        '!',
                        "Exit interviews of agency staff to be summarised for the Panel",
                        &[0],
                        "September 2033",
                        '.',
                    ),
                    (
                        '+',
                        "Two care leavers had begun apprenticeships with the council",
                        &[],
                        "",
                        ' ',
                    ),
                ],
            ),
            (
                "School attendance",
                &[
                    (
                        '!',
                        "Persistent absence after the pandemic to be benchmarked with neighbouring councils",
                        &[3],
                        "November 2033",
                        '.',
                    ),
                    (
                        '!',
                        "Elective home education: numbers by year group to be circulated",
                        &[3],
                        "end of July 2033",
                        '.',
                    ),
                    (
                        '!',
                        "Head teachers to be invited to the Panel's next meeting",
                        &[0],
                        "next meeting",
                        '.',
                    ),
                ],
            ),
            (
                "Urgent items",
                &[('\'', "There were no urgent items.", &[], "", ' ')],
            ),
        ],
    ),
    (
        1,
        (2033, 7, 19),
        &[
            (
                "Speed limits in villages",
                &[
                    (
                        '!',
                        "Cost of 20 mph zones in the hill villages to be estimated",
                        &[2],
                        "December 2033",
                        '.',
                    ),
                    (
                        '!',
                        "Speed survey at Otter Bridge to be repeated in term time",
                        &[2],
                        "October 2033",
                        '.',
                    ),
                    (
                        '\'',
                        "A resident of Otter Bridge had counted 611 lorries in one day.",
                        &[],
                        "",
                        ' ',
                    ),
                ],
            ),
            (
                "Electric charging points",
                &[
                    (
                        '!',
                        "Bids for electric vehicle charging points at Market Street car park to be invited",
                        &[4],
                        "autumn 2033",
                        '.',
                    ),
                    (
                        '=',
                        "That two bays be kept for disabled drivers",
                        &[],
                        "",
                        ' ',
                    ),
                ],
            ),
            (
                "Urgent items",
                &[('\'', "There were no urgent items.", &[], "", ' ')],
            ),
        ],
    ),
];

/// What stands in the register that was written.
pub struct Quayside {
    pub bodies: HashMap<&'static str, BodyId>,
}

struct Writer {
    ids: IdSource,
    lines: Vec<Line>,
}

impl Writer {
    fn add(&mut self, at: Stamp, what: What) {
        self.lines.push(Line {
            id: ChangeId(self.ids.next(at)),
            at,
            manner: Manner::Made,
            what,
        });
    }
}

fn stamp(day: NaiveDate) -> Stamp {
    let evening = day.and_time(NaiveTime::from_hms_opt(18, 0, 0).unwrap());
    Utc.from_utc_datetime(&evening).fixed_offset()
}

impl Quayside {
    /// Writes the register; the sample council's meetings lie about the day of asking.
    pub fn lay_in(path: &Path) -> Self {
        let now = stamp(today());
        let mut writer = Writer {
            ids: IdSource::new(*b"a quay and roads"),
            lines: Vec::new(),
        };
        writer.lines = sample::lines(
            &mut IdSource::new(*b"a sample council"),
            now,
            &Templates::built_in(),
        );
        let early = stamp(NaiveDate::from_ymd_opt(2030, 1, 1).unwrap());
        let people: Vec<Person> = PEOPLE
            .iter()
            .map(|(given, family, post)| Person {
                id: PersonId(writer.ids.next(early)),
                honorific: post.is_empty().then(|| "Councillor".to_owned()),
                given: (*given).to_owned(),
                family: (*family).to_owned(),
                listed_as: None,
                posts: (!post.is_empty())
                    .then(|| Post {
                        title: (*post).to_owned(),
                        from: None,
                        to: None,
                    })
                    .into_iter()
                    .collect(),
            })
            .collect();
        for person in &people {
            let change = RegisterChange::PersonRecorded(Box::new(person.clone()));
            writer.add(early, What::Register(change));
        }
        let bodies: Vec<Body> = BODIES
            .iter()
            .map(|(name, code)| Body {
                id: BodyId(writer.ids.next(early)),
                name: (*name).to_owned(),
                code: (*code).to_owned(),
                called: "Panel".to_owned(),
                quorum: Quorum::None,
                meets: String::new(),
                reports_to: Vec::new(),
                template: "scrutiny-panel".to_owned(),
                usual_time: None,
                usual_place: String::new(),
                office: minutebook::minutes::body::Office::default(),
                members: Vec::new(),
            })
            .collect();
        for body in &bodies {
            let change = RegisterChange::BodyRecorded(Box::new(body.clone()));
            writer.add(early, What::Register(change));
        }
        let mut numbers = [0, 0];
        for (body, day, items) in SITTINGS {
            sit(
                &mut writer,
                &bodies,
                *body,
                *day,
                items,
                &people,
                &mut numbers,
            );
        }
        let store = Store::open(path, Options::default()).unwrap();
        let handle = store
            .start(|reply| {
                if let minutebook::store::protocol::Reply::Failed(words) = reply {
                    panic!("{words}");
                }
            })
            .unwrap();
        handle.send(Request::Record {
            revision: Revision(1),
            lines: writer.lines,
            draft: None,
        });
        handle.send(Request::Stop);
        handle.join();
        Self {
            bodies: BODIES
                .iter()
                .zip(&bodies)
                .map(|((_, code), body)| (*code, body.id))
                .collect(),
        }
    }
}

fn sit(
    writer: &mut Writer,
    bodies: &[Body],
    body: usize,
    (year, month, day): (i32, u32, u32),
    items: &[(&str, &[Said])],
    people: &[Person],
    numbers: &mut [u32; 2],
) {
    let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
    let at = stamp(date);
    let mut clock = at;
    let mut agenda = Vec::new();
    for (title, all) in items {
        let outline = Outline {
            title: (*title).to_owned(),
            ..Outline::default()
        };
        let mut item = Item::new(ItemId(writer.ids.next(at)), outline);
        for (mark, text, owners, due, became) in *all {
            let kind = Kind::of_mark(*mark).unwrap_or_default();
            let detail = if kind == Kind::Action {
                numbers[body] += 1;
                let mut action = Action {
                    reference: format!("{}/{year}/{}", bodies[body].code, numbers[body]),
                    owners: owners
                        .iter()
                        .map(|place| Owner {
                            person: Some(people[*place].id),
                            name: format!("{} {}", people[*place].given, people[*place].family),
                            ..Owner::default()
                        })
                        .collect(),
                    due: (!due.is_empty()).then(|| {
                        let setting = Setting {
                            said_on: date,
                            next_meeting: date.checked_add_days(chrono::Days::new(90)),
                        };
                        due::read(due, &setting)
                    }),
                    ..Action::default()
                };
                let noted = |step| Dated {
                    exempt: false,
                    at: at + TimeDelta::days(30),
                    update: Update {
                        step,
                        note: String::new(),
                    },
                };
                match became {
                    'x' => action.updates.push(noted(Step::Complete)),
                    '-' => action.updates.push(noted(Step::Cancel)),
                    '>' => {
                        let other = &bodies[1 - body];
                        action.owners.push(Owner {
                            body: Some(other.id),
                            name: other.name.clone(),
                            ..Owner::default()
                        });
                        action.report_to = Some(Party {
                            body: Some(other.id),
                            name: other.name.clone(),
                        });
                    }
                    _ => {}
                }
                Detail::Action(action)
            } else {
                Detail::None
            };
            item.entries.push(Entry {
                id: EntryId(writer.ids.next(clock)),
                kind,
                text: (*text).to_owned(),
                started_at: clock,
                recorded_at: clock + TimeDelta::seconds(20),
                detail,
                source: None,
                prepared: None,
            });
            clock += TimeDelta::minutes(1);
        }
        agenda.push(item);
    }
    let meeting = MeetingId(writer.ids.next(at));
    let changes = [
        Change::Scheduled {
            head: Head {
                body: BodyHead::from(&bodies[body]),
                title: None,
                date,
                time: None,
                place: String::new(),
                template: "scrutiny-panel".to_owned(),
            },
            seats: Vec::new(),
            items: agenda,
        },
        Change::Commenced { at },
        Change::Terminated { at: clock },
    ];
    for change in changes {
        writer.add(at, What::Meeting(meeting, change));
    }
}
