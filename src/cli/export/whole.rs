//! Every document in every format, into a folder: of one meeting, or of all meetings of a span of days.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

use super::super::print;
use super::super::progress::Progress;
use super::making::Making;
use super::{Asked, exit, write};
use crate::export::{self, Maker, Planned, Wanted};
use crate::minutes::background::{Background, Span};
use crate::minutes::exempt::Copied;
use crate::minutes::ids::BodyId;
use crate::store::protocol::DiaryRow;

/// How many names of files are told that are there already.
const TOLD: usize = 5;

/// Writes all of one meeting; nothing where a file of one of the names is there.
pub fn of_meeting(
    making: &Making,
    meeting: &Copied,
    background: &Background,
    wanted: Wanted<'_>,
    folder: &Path,
    asked: &Asked,
) -> anyhow::Result<ExitCode> {
    let template = making.template(meeting);
    let plan = export::plan(&making.material(meeting, background, &template, wanted));
    refuse_there(
        folder,
        plan.iter().map(|one| one.name.as_str()),
        asked.force,
    )?;
    make_folder(folder)?;
    let faults = put(
        making,
        meeting,
        background,
        wanted,
        &plan,
        folder,
        asked,
        &mut |name| print(&format!("{}\n", folder.join(name).display())),
    )?;
    Ok(exit(faults + making.slips()))
}

/// Writes all of all these meetings; nothing where a file of one of the names is there. It tells of each meeting, and
/// shows on a terminal how far it has come.
pub fn of_days(
    making: &Making,
    rows: &[&DiaryRow],
    folder: &Path,
    asked: &Asked,
) -> anyhow::Result<ExitCode> {
    let backgrounds = backgrounds(making, rows, asked)?;
    let nothing = Background::default();
    let wanted = Wanted {
        percentages: asked.percentages,
        ..Wanted::default()
    };
    let mut planned = Vec::new();
    let mut names = HashSet::new();
    for row in rows {
        let meeting = making.archive.meeting(row.id)?.meeting.copy(asked.copy);
        let background = backgrounds.get(&row.body_id).unwrap_or(&nothing);
        let template = making.template(&meeting);
        let mut plan = export::plan(&making.material(&meeting, background, &template, wanted));
        tell_apart(&mut plan, &mut names, &export::stem(&meeting));
        planned.push((meeting, background, plan));
    }
    let all = planned.iter().flat_map(|(_, _, plan)| plan);
    refuse_there(folder, all.map(|one| one.name.as_str()), asked.force)?;
    make_folder(folder)?;
    let mut progress = Progress::of(names.len(), "files");
    let mut faults = 0;
    for (meeting, background, plan) in &planned {
        faults += put(
            making,
            meeting,
            background,
            wanted,
            plan,
            folder,
            asked,
            &mut |_| {
                progress.step();
                Ok(())
            },
        )?;
        progress.clear();
        let files = plan.len();
        print(&format!(
            "{}  {}: {files} files\n",
            meeting.head.date.format("%Y-%m-%d"),
            meeting.head.title()
        ))?;
    }
    print(&format!(
        "{} files of {} meeting{} are in {}\n",
        names.len(),
        planned.len(),
        if planned.len() == 1 { "" } else { "s" },
        folder.display()
    ))?;
    Ok(exit(faults + making.slips()))
}

/// What is on record of each body, from a year before its first meeting here on.
fn backgrounds(
    making: &Making,
    rows: &[&DiaryRow],
    asked: &Asked,
) -> anyhow::Result<HashMap<BodyId, Background>> {
    let mut backgrounds = HashMap::new();
    let mut earliest: Vec<&DiaryRow> = rows.to_vec();
    earliest.sort_by_key(|row| row.date);
    for row in earliest {
        if let Entry::Vacant(free) = backgrounds.entry(row.body_id) {
            let meeting = making.archive.meeting(row.id)?.meeting.copy(asked.copy);
            let span = Span::around(row.date);
            free.insert(making.background(&meeting, Some(span))?);
        }
    }
    Ok(backgrounds)
}

/// Gives the files of a meeting other names than those of another with the same title on the same day.
fn tell_apart(plan: &mut [Planned], names: &mut HashSet<String>, stem: &str) {
    let mut number = 1;
    let name = |one: &Planned, number: u32| match one.name.strip_prefix(stem) {
        Some(rest) if number > 1 => format!("{stem}-{number}{rest}"),
        Some(_) | None => one.name.clone(),
    };
    while plan.iter().any(|one| names.contains(&name(one, number))) {
        number += 1;
    }
    for one in plan {
        one.name = name(one, number);
        names.insert(one.name.clone());
    }
}

fn refuse_there<'n>(
    folder: &Path,
    names: impl Iterator<Item = &'n str>,
    replace: bool,
) -> anyhow::Result<()> {
    if replace {
        return Ok(());
    }
    let there: Vec<&str> = names.filter(|name| folder.join(name).exists()).collect();
    let more = match there.len().saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let told: Vec<&str> = there.iter().take(TOLD).copied().collect();
    anyhow::ensure!(
        there.is_empty(),
        "In {} there are already: {}{more}. Nothing was written; choose another folder, or add --force to replace them.",
        folder.display(),
        told.join(", ")
    );
    Ok(())
}

fn make_folder(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("The folder {} could not be made.", folder.display()))
}

/// Writes the files of a meeting and tells of each; answers how many wordings could not be filled in.
#[expect(clippy::too_many_arguments, reason = "it is one step of two loops")]
fn put(
    making: &Making,
    meeting: &Copied,
    background: &Background,
    wanted: Wanted<'_>,
    plan: &[Planned],
    folder: &Path,
    asked: &Asked,
    written: &mut dyn FnMut(&str) -> anyhow::Result<()>,
) -> anyhow::Result<usize> {
    let template = making.template(meeting);
    let material = making.material(meeting, background, &template, wanted);
    let mut maker = Maker::of(material, asked.offset);
    let mut faults = 0;
    for planned in plan {
        let (bytes, found) = maker.make(planned)?;
        faults += found.len();
        making.complain_of(&found);
        write(&folder.join(&planned.name), &bytes, asked)?;
        written(&planned.name)?;
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Choices, DocumentKind, Format};

    #[test]
    fn meetings_of_one_title_and_day_are_told_apart() {
        let file = |name: &str| Planned {
            name: name.to_owned(),
            document: DocumentKind::Minutes,
            format: Format::Text,
            choices: Choices::default(),
            owner: None,
            about: None,
        };
        let mut names = HashSet::new();
        let mut last = Vec::new();
        for _ in 0..3 {
            let mut plan = vec![
                file("board-2031-05-06-minutes.txt"),
                file("board-2031-05-06-agenda.txt"),
            ];
            tell_apart(&mut plan, &mut names, "board-2031-05-06");
            last = plan.into_iter().map(|one| one.name).collect();
        }
        assert_eq!(
            last,
            [
                "board-2031-05-06-3-minutes.txt",
                "board-2031-05-06-3-agenda.txt"
            ]
        );
        assert_eq!(names.len(), 6);
    }
}
