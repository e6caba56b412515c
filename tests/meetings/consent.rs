//! Two meetings of a full council in the real terminal: items for consent taken in one vote, one deferred to the second
//! meeting, whose agenda has it and whose resolutions are numbered on.

use insta::assert_snapshot;

use crate::council::{open_the_council, without_minutes};
use crate::support::Desk;

const AGENDA: &str = "1. Annual return (consent)\nRecommendation: That the annual return be approved.\n\
    2. Lease of the kiosk (consent)\nRecommendation: That the lease be renewed for a year.\n\
    3. Noticeboards (consent)\n\
    4. Sea wall: tenders\nRecommendation: That the lowest tender be accepted.\n";

#[test]
fn items_taken_en_bloc_and_one_deferred_to_the_next_meeting() {
    let desk = Desk::new();
    let mut terminal = open_the_council(&desk);
    // The agenda pasted stands after the announcements.
    terminal.press("<F3><Home><Down><Down><Down>p");
    terminal.wait("Paste or type an agenda");
    terminal.paste(AGENDA.as_bytes());
    terminal.wait("4 items to be added");
    terminal.press("<C-s>");
    terminal.wait("4 items added");
    terminal.press("<Esc>");
    terminal.wait_gone("Agenda ·");
    terminal.press("<F2><C-n>");
    terminal.wait("Apologies for absence");
    terminal.press("<C-n><A-0><C-n><C-n><C-n>");
    terminal.wait("Items 5, 6 and 7 are for consent: Alt+Plus takes them en bloc.");
    // One is wanted separately.
    terminal.press("<A-+>");
    terminal.wait("Taken in one vote · 3 marked");
    terminal.press("<Down> <Enter>");
    terminal.wait("Items 5 and 7 en bloc");
    terminal.press("h8<Enter>0<Enter><Enter>");
    terminal.wait("Items 5 and 7 en bloc: CARRIED");
    terminal.press("<C-n>");
    terminal.wait("Lease of the kiosk");
    terminal.press("<A-'>Daint<Tab>Callo<Tab><C-s><A-=>a");
    terminal.wait("CARRIED · nobody against");
    terminal.press("<C-n>");
    terminal.wait("Sea wall: tenders");
    terminal.press("<A-->Tue 8 July<Tab>a tenderer withdrew<C-s>");
    terminal.wait("Item 8 is deferred to the meeting on Tue 8 Jul 2031");
    terminal.press("<F10>");
    terminal.wait("Close the meeting");
    terminal.press("<F10>");
    terminal.wait("Meeting closed.");
    // The next meeting is called by hand.
    terminal.press("<F12>");
    terminal.wait("closed");
    terminal.press("nSaltmarsh<Down><A-/>");
    terminal.wait("Body         Saltmarsh Borough Council");
    terminal.press("<Tab>Tue 8 July 2031<Tab>7pm<C-s>");
    terminal.wait("Called for Tuesday 8 July 2031.");
    terminal.wait("scheduled");
    terminal.press("<Enter>");
    terminal.wait("One item was put on the agenda for what is due here");
    terminal.press("<F2>");
    terminal.wait("IN PROGRESS");
    terminal.press("<C-n>");
    terminal.wait("Apologies for absence");
    terminal.press("=That the apologies be accepted<Enter>");
    terminal.wait("=  That the apologies be accepted");
    terminal.press("<C-q>");
    assert_eq!(terminal.end(), 0);

    let first = desk.printed(&["export", "2031-05-20"]);
    let from = first.find("5. ANNUAL RETURN").unwrap();
    let to = first.find("9. QUESTIONS").unwrap();
    assert_snapshot!("consent_minutes", without_minutes(&first[from..to]));
    let second = desk.printed(&["export", "2031-07-08"]);
    let numbered = "RESOLVED (No. 4/31) – That the apologies be accepted.";
    assert!(second.contains(numbered), "{second}");
    let agenda = desk.printed(&["export", "2031-07-08", "--document", "agenda"]);
    assert!(
        agenda.contains("Sea wall: tenders (deferred from 20 May 2031)"),
        "{agenda}"
    );
    let programme = desk.printed(&["export", "2031-05-20", "--document", "work-programme"]);
    assert!(programme.contains("Sea wall: tenders"), "{programme}");
    assert!(desk.run(&["check"]).status.success());
}
