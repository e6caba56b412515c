//! Looking up in the store in memory: plainly, by going through everything, so that screens can be tried.
//!
//! It knows prefixes of words, "open", "owner:" and "body:", and nothing else: how well things are found is the store's own
//! business, and tested there.

use chrono::NaiveDate;

use crate::minutes::action::{Dated, Standing};
use crate::minutes::agenda::Item;
use crate::minutes::background::{ActionOnRecord, Background};
use crate::minutes::body::Body;
use crate::minutes::entry::{Entry, Owner, Status};
use crate::minutes::exempt::{Copied, Copy};
use crate::minutes::formal::Resolved;
use crate::minutes::ids::{EntryKey, MeetingId};
use crate::minutes::meeting::{Meeting, State};
use crate::minutes::reporting::{Accounts, BodyState};
use crate::minutes::topic;
use crate::store::protocol::{
    ActionHistory, ActionList, ActionState, ActionsAsked, Answered, BackgroundAsked, Counted,
    Counts, Found, HistoryStep, Hit, Order, Outstanding, OutstandingAsked, Promised, Question,
    ResolutionsMade, TakenIn, What,
};

use super::Memory;

pub(super) fn answer(memory: &Memory, question: &Question) -> Answered {
    match question {
        Question::LookUp(asked) => {
            let mut hits: Vec<Hit> = all(memory)
                .into_iter()
                .filter(|hit| fits(hit, &asked.text))
                .map(|hit| marked(hit, &asked.text))
                .collect();
            // No words: what this body has to do.
            if asked.text.trim().is_empty() {
                hits.retain(|hit| is_open(hit) && asked.here.is_none_or(|here| here == hit.body));
            }
            hits.sort_by_key(|hit| {
                let elsewhere = asked.here.is_some_and(|here| here != hit.body);
                (hit.action.is_none(), elsewhere)
            });
            Answered::Found(Found {
                serial: asked.serial,
                more: hits.len() > asked.limit,
                hits: hits.into_iter().take(asked.limit).collect(),
                remarks: Vec::new(),
            })
        }
        Question::Actions(asked) => {
            let mut rows = table(memory, asked, &asked.text);
            sort(&mut rows, asked);
            Answered::Actions(ActionList {
                serial: asked.serial,
                rows: rows
                    .into_iter()
                    .skip(asked.skip)
                    .take(asked.limit)
                    .collect(),
            })
        }
        Question::Count(asked) => {
            let rows = table(memory, asked, &without_state(&asked.text));
            let count = |fits: &dyn Fn(&Standing) -> bool| {
                rows.iter()
                    .filter(|hit| hit.action.as_ref().is_some_and(|it| fits(&it.standing)))
                    .count() as u64
            };
            Answered::Counted(Counted {
                serial: asked.serial,
                counts: Counts {
                    all: rows.len() as u64,
                    open: count(&|it| it.status == Status::Open),
                    overdue: count(&|it| it.is_overdue(asked.today)),
                    complete: count(&|it| it.status == Status::Complete),
                },
            })
        }
        Question::History(action) => Answered::History(Box::new(ActionHistory {
            action: *action,
            hit: all(memory)
                .into_iter()
                .find(|hit| key(hit) == Some(*action)),
            steps: steps(memory, *action),
        })),
        Question::Bodies(today) => Answered::Bodies(Box::new(accounts(memory, *today))),
        Question::Outstanding(asked) => Answered::Outstanding(Box::new(outstanding(memory, asked))),
        Question::Resolutions(asked) => {
            let before = memory.meetings.values().map(|(meeting, _)| meeting);
            let resolved = before
                .filter(|it| it.head.body.id == asked.body && it.id != asked.meeting)
                .filter(|it| it.sitting.commenced.is_some() && it.head.date <= asked.on)
                .filter(|it| asked.since.is_none_or(|since| it.head.date >= since))
                .map(Resolved::of);
            Answered::Resolutions(ResolutionsMade {
                asked: asked.clone(),
                resolved: resolved.collect(),
            })
        }
        Question::TakenIn(asked) => Answered::TakenIn(TakenIn {
            serial: asked.serial,
            meetings: memory
                .meetings
                .values()
                .map(|(meeting, _)| meeting)
                .filter(|meeting| {
                    let source = meeting.source.as_ref();
                    !meeting.sitting.withdrawn
                        && source.is_some_and(|source| source.sha256 == asked.sha256)
                })
                .map(|meeting| meeting.id)
                .collect(),
            last_actions: asked.references.iter().map(|_| 0).collect(),
        }),
        Question::Background(asked) => Answered::Background(Box::new(background(memory, asked))),
        Question::Like(asked) => Answered::Like(Found {
            serial: asked.serial,
            hits: actions(memory)
                .into_iter()
                .filter(|hit| is_open(hit) && hit.text == asked.text && key(hit) != asked.not)
                .collect(),
            ..Found::default()
        }),
    }
}

/// What is on record of a body, with all actions and topics that there are.
fn background(memory: &Memory, asked: &BackgroundAsked) -> Background {
    let mut meetings: Vec<Copied> = memory
        .meetings
        .values()
        .map(|(meeting, _)| meeting)
        .filter(|meeting| meeting.head.body.id == asked.body && !meeting.sitting.withdrawn)
        .filter(|meeting| asked.span.holds(meeting.head.date))
        .map(|meeting| meeting.copy(asked.copy))
        .collect();
    meetings.sort_by_key(|meeting| meeting.head.date);
    let on_record = |hit: Hit| {
        let minuted = hit.minuted()?;
        let steps = steps(memory, minuted.key);
        let action = hit.action?;
        let on_record = ActionOnRecord {
            minuted,
            agreed: action.agreed,
            standing: action.standing,
            recommendation: action.recommendation,
            steps: steps.into_iter().map(|step| step.dated).collect(),
        };
        on_record.for_copy(asked.copy)
    };
    let points = all(memory).into_iter().filter(|hit| hit.action.is_none());
    let mut actions: Vec<_> = actions(memory).into_iter().filter_map(on_record).collect();
    actions.sort_by_key(|one| one.minuted.date);
    Background {
        today: asked.today,
        span: asked.span,
        copy: asked.copy,
        register: memory.register.clone(),
        meetings,
        actions,
        carried: points
            .filter(|hit| asked.copy == Copy::Full || !hit.exempt)
            .filter_map(|hit| hit.minuted())
            .collect(),
    }
}

/// How bodies stand, without what they owe one another.
fn accounts(memory: &Memory, today: NaiveDate) -> Accounts {
    let meetings = || memory.meetings.values().map(|(meeting, _)| meeting);
    let state = |body: &Body| {
        let own = || meetings().filter(|meeting| meeting.head.body.id == body.id);
        let held = own().filter(|meeting| meeting.sitting.commenced.is_some());
        let to_come = own().filter(|meeting| meeting.state() == State::Scheduled);
        let open: Vec<Hit> = actions(memory)
            .into_iter()
            .filter(|hit| hit.body == body.id && is_open(hit))
            .collect();
        let overdue = open.iter().filter_map(|hit| hit.action.as_ref());
        BodyState {
            body: body.id,
            met_last: held.map(|meeting| meeting.head.date).max(),
            meets_next: to_come.map(|meeting| meeting.head.date).min(),
            overdue: overdue.filter(|it| it.standing.is_overdue(today)).count() as u64,
            open: open.len() as u64,
        }
    };
    Accounts {
        today,
        bodies: memory.register.bodies.iter().map(state).collect(),
        owed: Vec::new(),
    }
}

/// What is left, without the finer points of which meeting is the next.
fn outstanding(memory: &Memory, asked: &OutstandingAsked) -> Outstanding {
    let carried_by = |meeting: MeetingId, key: EntryKey| {
        memory.meetings.get(&meeting).is_some_and(|(there, _)| {
            let items = &there.items;
            items.iter().any(|item| item.outline.carried.contains(&key))
        })
    };
    let here = |hit: &Hit| hit.key().is_some_and(|key| carried_by(asked.meeting, key));
    let open: Vec<Hit> = actions(memory)
        .into_iter()
        .filter(|hit| is_open(hit) && !here(hit))
        .filter(|hit| hit.meeting != asked.meeting && hit.date <= asked.on)
        .collect();
    let of = |fits: &dyn Fn(&Hit) -> bool| open.iter().filter(|hit| fits(hit)).cloned().collect();
    let to = |hit: &Hit| hit.action.as_ref()?.standing.report_back.clone();
    let reported = |hit: &Hit| {
        to(hit).is_some_and(|to| to.body == asked.body && to.on.is_none_or(|day| day <= asked.on))
    };
    let addressed = |hit: &Hit| {
        let Some(it) = &hit.action else { return false };
        let receives = it.agreed.report_to.as_ref().and_then(|party| party.body);
        let does = |owner: &Owner| owner.body == Some(asked.body);
        receives == Some(asked.body) || it.standing.owners.iter().any(does)
    };
    let to_report: Vec<Hit> = of(&|hit| reported(hit));
    let addressed: Vec<Hit> = of(&|hit| hit.body != asked.body && addressed(hit) && !reported(hit));
    let was_here = |key: &EntryKey| {
        memory.journal.iter().any(|line| match &line.what {
            What::Meeting(of, change) => {
                *of == asked.meeting && format!("{change:?}").contains(&key.entry.to_string())
            }
            What::Register(_) => false,
        })
    };
    let topics = topics(memory, asked, &carried_by);
    let deferred = topics
        .iter()
        .filter(|it| it.topic.deferred)
        .map(|it| &it.hit);
    let stands = to_report
        .iter()
        .chain(&addressed)
        .chain(deferred)
        .filter_map(Hit::key);
    Outstanding {
        asked: asked.clone(),
        actions: of(&|hit| hit.body == asked.body && !reported(hit)),
        more_actions: false,
        due_here: stands.filter(|key| !was_here(key)).collect(),
        to_report,
        addressed,
        topics,
    }
}

fn topics(
    memory: &Memory,
    asked: &OutstandingAsked,
    carried_by: &dyn Fn(MeetingId, EntryKey) -> bool,
) -> Vec<Promised> {
    let mut promised = Vec::new();
    for (meeting, _) in memory.meetings.values() {
        let earlier = meeting.head.body.id == asked.body && meeting.head.date < asked.on;
        for (item, entry) in meeting.entries().filter(|_| earlier) {
            let hit = of(memory, meeting, item, entry);
            let taken = hit
                .key()
                .is_some_and(|key| memory.meetings.keys().any(|id| carried_by(*id, key)));
            if let Some(topic) = topic::of(&meeting.head, item, entry)
                && topic.on.is_none_or(|window| window.from <= asked.on)
                && !taken
            {
                let prepared = match (topic.deferred, entry.motion()) {
                    (false, _) => Vec::new(),
                    (true, Some(_)) => vec![format!("={}", entry.text)],
                    (true, None) => item
                        .prepared_left()
                        .map(|(_, line)| line.to_owned())
                        .collect(),
                };
                promised.push(Promised {
                    hit,
                    topic,
                    prepared,
                });
            }
        }
    }
    promised
}

fn key(hit: &Hit) -> Option<EntryKey> {
    let meeting = hit.meeting;
    hit.entry.map(|entry| EntryKey { meeting, entry })
}

const STATES: [&str; 3] = ["open", "overdue", "done"];

fn without_state(text: &str) -> String {
    let words = text.split_whitespace();
    words
        .filter(|word| !STATES.contains(word))
        .collect::<Vec<_>>()
        .join(" ")
}

fn table(memory: &Memory, asked: &ActionsAsked, text: &str) -> Vec<Hit> {
    let says = |state| text.split_whitespace().any(|word| word == state);
    let stands = |hit: &Hit| {
        hit.action.as_ref().is_some_and(|it| {
            let status = it.standing.status;
            (!says("open") || status == Status::Open)
                && (!says("done") || status == Status::Complete)
                && (!says("overdue") || it.standing.is_overdue(asked.today))
        })
    };
    let among =
        |hit: &Hit| asked.among.is_empty() || asked.among.iter().any(|it| key(hit) == Some(*it));
    let bare = without_state(text);
    actions(memory)
        .into_iter()
        .filter(|hit| among(hit) && stands(hit) && fits(hit, &bare))
        .filter(|hit| asked.body.is_none_or(|body| body == hit.body))
        .collect()
}

fn sort(rows: &mut [Hit], asked: &ActionsAsked) {
    let state = |hit: &Hit| hit.action.clone().unwrap();
    let due = |hit: &Hit| {
        let window = state(hit).standing.due.and_then(|due| due.window);
        window.map_or(chrono::NaiveDate::MAX, |window| window.to)
    };
    let owner = |hit: &Hit| {
        let owners = state(hit).standing.owners;
        owners.first().map_or(String::new(), |it| it.name.clone())
    };
    match asked.order {
        // What is open comes first, then the newest of what is over.
        Order::Pressing => {
            rows.sort_by_key(|hit| std::cmp::Reverse(hit.date));
            rows.sort_by_key(|hit| {
                let open = state(hit).standing.status == Status::Open;
                if open {
                    due(hit)
                } else {
                    chrono::NaiveDate::MAX
                }
            });
            rows.sort_by_key(|hit| state(hit).standing.status != Status::Open);
        }
        Order::Raised => rows.sort_by_key(|hit| std::cmp::Reverse(hit.date)),
        Order::Reference => rows.sort_by_key(|hit| state(hit).reference),
        Order::Owner => rows.sort_by_key(owner),
        Order::Body => rows.sort_by_key(|hit| hit.body_name.clone()),
    }
    if asked.reversed {
        rows.reverse();
    }
}

fn is_open(hit: &Hit) -> bool {
    let status = hit.action.as_ref().map(|it| it.standing.status);
    status == Some(Status::Open)
}

fn fits(hit: &Hit, text: &str) -> bool {
    let action = hit.action.as_ref();
    let reference = action.map_or("", |it| it.reference.as_str());
    let there = format!("{} {} {reference}", hit.text, hit.title).to_lowercase();
    let owned_by = |name: &str| {
        action.is_some_and(|it| {
            let owners = it.standing.owners.iter();
            owners
                .map(|owner| owner.name.to_lowercase())
                .any(|owner| owner.contains(name))
        })
    };
    text.to_lowercase().split_whitespace().all(|word| {
        if let Some(name) = word.strip_prefix("owner:") {
            return owned_by(name.trim_matches('"'));
        }
        if let Some(code) = word.strip_prefix("body:") {
            return reference.to_lowercase().starts_with(&format!("{code}/"));
        }
        match word {
            "open" => is_open(hit),
            "all" => true,
            word => there
                .split_whitespace()
                .any(|other| other.starts_with(word)),
        }
    })
}

/// The hit with the beginnings of its words marked that fit.
fn marked(mut hit: Hit, text: &str) -> Hit {
    let words: Vec<String> = text
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let there = hit.text.to_lowercase();
    let mut at = 0;
    for word in there.split_inclusive(char::is_whitespace) {
        if let Some(typed) = words.iter().find(|typed| word.starts_with(*typed)) {
            hit.marked.push(at..at + typed.len());
        }
        at += word.len();
    }
    hit
}

fn all(memory: &Memory) -> Vec<Hit> {
    let meetings = memory.meetings.values().map(|(meeting, _)| meeting);
    meetings
        .flat_map(|meeting| {
            meeting
                .entries()
                .map(|(item, entry)| of(memory, meeting, item, entry))
        })
        .collect()
}

fn actions(memory: &Memory) -> Vec<Hit> {
    all(memory)
        .into_iter()
        .filter(|hit| hit.action.is_some())
        .collect()
}

fn of(memory: &Memory, meeting: &Meeting, item: &Item, entry: &Entry) -> Hit {
    let action = EntryKey {
        meeting: meeting.id,
        entry: entry.id,
    };
    Hit {
        meeting: meeting.id,
        item: item.id,
        entry: Some(entry.id),
        kind: Some(entry.kind),
        text: entry.text.clone(),
        marked: Vec::new(),
        body: meeting.head.body.id,
        body_name: meeting.head.body.name.clone(),
        date: meeting.head.date,
        place: meeting.place_of(item.id).unwrap_or_default(),
        numbered: item.outline.number.clone(),
        title: item.outline.title.clone(),
        action: entry.action().map(|agreed| {
            Box::new(ActionState {
                reference: agreed.reference.clone(),
                standing: Standing::of(agreed, reported(memory, action)),
                recommendation: meeting.recommends(item, agreed),
                agreed: agreed.clone(),
            })
        }),
        exempt: meeting.exemptions().entry(entry.id).is_some(),
    }
}

fn reported(memory: &Memory, action: EntryKey) -> Vec<Dated> {
    let meetings = memory.meetings.values();
    meetings
        .flat_map(|(meeting, _)| meeting.reported_of(action))
        .collect()
}

fn steps(memory: &Memory, action: EntryKey) -> Vec<HistoryStep> {
    let kept = memory
        .meetings
        .get(&action.meeting)
        .and_then(|(meeting, _)| meeting.entry(action.entry)?.2.action().cloned())
        .map(|action| action.updates)
        .unwrap_or_default();
    let mut steps: Vec<HistoryStep> = kept
        .into_iter()
        .map(|dated| HistoryStep { dated, told: None })
        .collect();
    for (meeting, _) in memory.meetings.values() {
        for (item, entry) in meeting.entries() {
            if let Some(reported) = entry.reported().filter(|it| it.action == action) {
                steps.push(HistoryStep {
                    dated: Dated {
                        exempt: meeting.exemptions().entry(entry.id).is_some(),
                        at: entry.recorded_at,
                        update: reported.update.clone(),
                    },
                    told: Some(of(memory, meeting, item, entry)),
                });
            }
        }
    }
    steps.sort_by_key(|step| step.dated.at);
    steps
}
