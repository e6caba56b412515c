//! Writes specimens of every format into a folder: all files of the sample council's meetings, those to come too, with a
//! letter and a report written for it, and a document in which every kind of block stands. They are for looking at, and
//! for programs that check them.
//!
//! `cargo run --example specimens -- FOLDER`

mod every_block;
mod written;

use std::error::Error;
use std::path::Path;

use chrono::{FixedOffset, TimeZone};
use minutebook::export::document::{Document, Furniture, Words};
use minutebook::export::{Choices, Format, Material, Wanted, plan};
use minutebook::minutes::background::{Background, Span};
use minutebook::minutes::exempt::{Copied, Copy};
use minutebook::minutes::ids::{IdSource, Stamp};
use minutebook::minutes::template::Templates;
use minutebook::sample;
use minutebook::store::protocol::{Answered, BackgroundAsked, Question, Request, Revision};
use minutebook::store::{Archive, Options, Store};
use strum::IntoEnumIterator as _;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: specimens FOLDER");
        std::process::exit(2);
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let templates = Templates::built_in();
    let meetings = meetings(&templates)?;
    for (meeting, background) in &meetings {
        let template = templates.for_meeting(&meeting.head.template);
        let material = Material::of(meeting, &template).with(background);
        for planned in plan(&material) {
            let wanted = planned.wanted(Wanted {
                percentages: true,
                ..Wanted::default()
            });
            let (document, _) = planned.document.make(&material.wanting(wanted));
            let bytes = planned.format.write(meeting, &document, planned.choices)?;
            std::fs::write(folder.join(planned.name), bytes)?;
        }
    }
    let Some((meeting, _)) = meetings.first() else {
        return Err("the sample council has no meeting".into());
    };
    let every_block = every_block::every_block();
    let approved = Document {
        furniture: Furniture {
            mark: Words::empty(),
            ..every_block.furniture.clone()
        },
        ..every_block.clone()
    };
    for (name, document) in [("every-block", every_block), ("approved", approved)] {
        for format in Format::iter().filter(|format| !format.is_of_the_record()) {
            let bytes = format.write(meeting, &document, Choices::default())?;
            std::fs::write(folder.join(format!("{name}.{}", format.extension())), bytes)?;
        }
    }
    Ok(())
}

/// The day on which the specimens are made: that of the panel's meeting, before it has begun.
fn now() -> Option<Stamp> {
    let offset = FixedOffset::east_opt(0)?;
    offset.with_ymd_and_hms(2025, 6, 10, 17, 30, 0).single()
}

/// The meetings of the sample council, as a register gives them back, each with what is on record beyond it.
fn meetings(templates: &Templates) -> Result<Vec<(Copied, Background)>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("register.db");
    let store = Store::open(&path, Options::default())?;
    let now = now().ok_or("no such day")?;
    let mut ids = IdSource::new([3; 16]);
    let mut lines = sample::lines(&mut ids, now, templates);
    lines.extend(written::lines(&lines, &mut ids, now));
    let handle = store.start(|_| {})?;
    handle.send(Request::Record {
        revision: Revision(1),
        lines,
        draft: None,
    });
    handle.send(Request::Stop);
    handle.join();
    let archive = Archive::open(&path)?;
    let mut meetings = Vec::new();
    for row in archive.meetings()? {
        let meeting = archive.meeting(row.id)?.meeting.copy(Copy::Public);
        let asked = BackgroundAsked {
            body: meeting.head.body.id,
            span: Span::around(meeting.head.date),
            today: now.date_naive(),
            copy: Copy::Public,
        };
        let Answered::Background(background) = archive.ask(&Question::Background(asked))? else {
            return Err("the register gave no answer".into());
        };
        meetings.push((meeting, *background));
    }
    Ok(meetings)
}
