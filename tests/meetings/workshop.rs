//! A working group's workshop in the real terminal: co-optees, no times in its notes, several dates to come.

use std::time::Duration;

use insta::assert_snapshot;

use crate::support::{Desk, Terminal};

/// What the screen shows once everything is saved, without the clock's minutes and seconds, which go on, and without
/// where the register is.
pub fn seen(terminal: &Terminal) -> String {
    terminal.wait_gone("saving…");
    // A screen may come in several pieces: it is whole when nothing more comes.
    let mut screen = terminal.screen();
    loop {
        std::thread::sleep(Duration::from_millis(60));
        let now = terminal.screen();
        if now == screen {
            break;
        }
        screen = now;
    }
    let mut shown = String::new();
    for row in screen.lines() {
        let row = if row.starts_with(" Diary /") {
            " Diary"
        } else {
            row.trim_end()
        };
        shown.push_str(&without_minutes(row));
        shown.push('\n');
    }
    shown
}

/// "10:04:31" as "10:__:__" and "0:04" as "0:__", wherever a row has them.
fn without_minutes(row: &str) -> String {
    let letters: Vec<char> = row.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut shown = String::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        shown.push(*letter);
        at += 1;
        if *letter == ':' && at > 1 && digit(at - 2) && digit(at) && digit(at + 1) {
            shown.push_str("__");
            at += 2;
            // Seconds stand behind minutes.
            if letters.get(at) == Some(&':') && digit(at + 1) && digit(at + 2) {
                shown.push_str(":__");
                at += 3;
            }
        }
    }
    shown
}

fn on_the_roll(terminal: &mut Terminal, name: &str, group: &str, role: &str) {
    let of_body = if group == "Officers" { "n" } else { "y" };
    terminal.press("n");
    terminal.wait("Somebody more on the roll");
    terminal.press(&format!("{name}<Tab>{group}<Tab>{of_body}<Tab>{role}<C-s>"));
    terminal.wait_gone("Somebody more on the roll");
}

#[test]
fn a_workshop_in_the_real_terminal() {
    let desk = Desk::new();
    let now = ("MINUTEBOOK_TEST_NOW", "2031-06-03T10:00:00+01:00");
    let mut terminal = desk.open_with(&[], &[now], (80, 24));
    terminal.wait("This register is empty");

    terminal.press("nHeathland Futures Working Group<Tab>HFWG<Tab><Tab>today<Tab>10am<Tab>");
    terminal.press("Gorse Barn<Tab>Heathland Futures Workshop<Tab>w");
    terminal.wait("workshop");
    assert_snapshot!("workshop_called", seen(&terminal));
    terminal.press("<C-s>");
    terminal.wait("Called for Tuesday 3 June 2031.");
    terminal.wait("Tue  3 Jun 2031");
    terminal.press("<Enter><F3>p");
    terminal.wait("Paste");
    terminal.paste(b"1. Welcome and purpose (10 minutes)\n2. What the heath was, is and may be\n3. Cattle, ponies or fire?\n");
    terminal.wait("Cattle, ponies or fire?");
    assert_snapshot!("workshop_agenda_pasted", seen(&terminal));
    terminal.press("<C-s>");
    terminal.wait("6 items");
    // The template's first two titles make way; its last item, for the dates, stays where it is.
    terminal.press("<Home>d");
    terminal.wait("5 items");
    terminal.press("<End><Up>d");
    terminal.wait("4 Next steps");
    assert_snapshot!("workshop_agenda", seen(&terminal));
    terminal.press("<Esc>");
    terminal.wait_gone("Agenda ·");
    terminal.press("<C-r>");
    terminal.wait("Roll ·");
    on_the_roll(
        &mut terminal,
        "Cllr Edda Marchbanks",
        "Councillors",
        "Chair",
    );
    on_the_roll(&mut terminal, "Cllr Tobias Wren", "Councillors", "");
    on_the_roll(&mut terminal, "Ms Philippa Gale", "Co-optees", "");
    on_the_roll(&mut terminal, "Dr Omar Siddiq", "Co-optees", "");
    on_the_roll(&mut terminal, "Mr Len Purkiss, Head Ranger", "Officers", "");
    assert_snapshot!("workshop_roll", seen(&terminal));
    terminal.press("<Esc>");
    terminal.wait_gone("Roll ·");
    terminal.press("<F2><C-n>");
    terminal.wait("IN PROGRESS");
    terminal.press("Purki<Tab>welcomed everyone and warned of adders.<Enter>");
    terminal.wait("of adders.");
    terminal.press("<C-n>The group walked the heath on a map and spoke of:<Enter>");
    terminal.press(
        "the fires of 1976<Enter>?who owns the quarry<Enter>+nightjars have been heard<Enter>",
    );
    terminal.press("~ponies on the road<Enter><Enter>");
    terminal.wait("ponies on the road");
    terminal.press("!find out who owns the quarry @gale >by 1 July<Enter>");
    terminal.press("!Count the nightjars @siddiq @purkiss >every month<Enter>");
    terminal.wait("HFWG/2031/2");
    assert_snapshot!("workshop_running", seen(&terminal));
    // Small hands: the window is made smaller and larger in the middle of a line.
    terminal.press("<C-n>The group was of three mi");
    terminal.wait("three mi");
    terminal.resize(60, 20);
    terminal.wait_until("a smaller screen", |screen| {
        let row = |row| screen.rows(0, 60).nth(row).unwrap_or_default();
        row(0).trim_end().ends_with("saved") && row(19).contains("Enter record")
    });
    assert_snapshot!("workshop_smaller", seen(&terminal));
    terminal.resize(80, 24);
    terminal.press("nds, and of four by the end.<Enter>");
    terminal.wait("four by the end.");
    terminal.press("=that ponies be tried on the south side for a year<Enter>");
    terminal.wait("for a year");
    terminal.press("<C-n><A-s>");
    terminal.wait("The next meetings");
    terminal.press("1 July; Tue 5 August; 2 September 2031<Tab>10am");
    terminal.wait("2 September 2031");
    assert_snapshot!("workshop_dates", seen(&terminal));
    terminal.press("<C-s>");
    terminal.wait("in the diary:");
    assert_snapshot!("workshop_dates_recorded", seen(&terminal));
    terminal.press("<F10>");
    terminal.wait("Nothing is open.");
    terminal.press("<F10>");
    terminal.wait("Meeting closed.");
    terminal.press("<F8>");
    terminal.wait("Enter go to the entry");
    assert_snapshot!("workshop_review", seen(&terminal));
    terminal.press("<Esc>");
    terminal.wait_gone("Draft minutes");
    terminal.press("<F12>");
    terminal.wait("closed");
    assert_snapshot!("workshop_diary", seen(&terminal));
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_sane());

    assert_snapshot!(
        "workshop_notes_text",
        desk.printed(&["export", "2031-06-03"])
    );
    let markdown = desk.printed(&["export", "2031-06-03", "--format", "markdown"]);
    assert_snapshot!("workshop_notes_markdown", markdown);
    assert!(desk.run(&["check"]).status.success());
}
