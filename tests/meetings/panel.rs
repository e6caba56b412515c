//! A scrutiny panel's evening: a declaration, somebody late, somebody gone, an urgent item, an adjournment.

use insta::assert_snapshot;

use crate::room::{Room, SIZES};
use crate::support::Desk;

/// The screen at every size.
fn look(room: &mut Room, name: &str) {
    for size in SIZES {
        let name = format!("panel_{name}_{}", size.0);
        assert_snapshot!(name, room.screen(size));
    }
}

/// A body, its members and their officer, entered as a new clerk would; ends in the diary.
fn found_the_panel(room: &mut Room) {
    room.press("b");
    room.press("nRivers and Crossings Scrutiny Panel<tab><tab><tab>3<tab><tab>6.30pm<tab>Moot Hall<ctrl-s>");
    room.done();
    let members = [
        ("Cllr Hester Quayle", "Chair", "Councillors", "y"),
        ("Cllr Ambrose Tindall", "Deputy Chair", "Councillors", "y"),
        ("Cllr Nia Prosser", "", "Councillors", "y"),
        ("Cllr Dev Malhotra", "", "Councillors", "y"),
        ("Cllr Ruth Okonedo", "", "Councillors", "y"),
        ("Mr Walter Speed", "", "Co-optees", "n"),
    ];
    for (name, role, group, votes) in members {
        room.press(&format!(
            "m{name}<tab>{role}<tab>{group}<tab>{votes}<ctrl-s>"
        ));
        room.done();
    }
    look(room, "body");
    room.press("<esc>");
}

/// Called for the day, with two items of business and their people.
fn call_the_meeting(room: &mut Room) {
    room.press("nRivers and Cr<tab>today<ctrl-s>");
    room.done();
    room.press("<enter><f3>");
    // The template's six items are there; the business goes behind the declarations.
    room.press(
        "aThe footbridge at Eel Pie Lock<tab><tab>Ms Petra Lindqvist, Director of Environment<tab>",
    );
    room.press("Dr Aoife Brannigan, Fen Rivers Trust<tab>30<tab>");
    room.press("The Panel received a report on the footbridge.<enter>!Costs to be set out @Lindqvist >before the next meeting<ctrl-s>");
    room.press("aFlood gauges: what they told us<tab><tab>Mr Tom Ashdown, Flood Engineer<tab><tab>20<ctrl-s>");
    look(room, "agenda");
    room.press("<esc>");
    room.done();
}

/// Everybody's mark: one member sent apologies, one is late; the clerk was on no list.
fn call_the_roll(room: &mut Room) {
    // Each mark goes on to the next row. Malhotra is not here yet.
    room.press("<ctrl-r>ppa<down>pppp");
    room.press("nMx Jules Farrow<tab>Officers<tab><tab>Clerk<ctrl-s>");
    look(room, "roll");
    room.press("<esc>");
    room.done();
}

#[test]
fn a_scrutiny_panel_from_an_empty_register_to_its_minutes() {
    let desk = Desk::new();
    let mut room = Room::open(&desk, "2031-05-14T17:40:00+01:00");
    look(&mut room, "empty");
    found_the_panel(&mut room);
    call_the_meeting(&mut room);
    look(&mut room, "called");
    room.at("18:25");
    call_the_roll(&mut room);
    look(&mut room, "before_the_start");

    room.at("18:31");
    room.press("<f2><ctrl-n>");
    assert_eq!(room.said(), "");
    room.at("18:32");
    room.press(
        "<alt-s>Okon<tab>d<tab>footbridge<tab>as a trustee of the Eel Pie Rowing Club<ctrl-s>",
    );
    room.done();
    look(&mut room, "declaration");

    room.at("18:36");
    room.press("<ctrl-n>");
    room.at("18:37");
    room.press("<alt-p><enter>");
    room.at("18:38");
    room.record(&[
        "The Chair invited questions, which were on:",
        "the cost of closing the lock",
    ]);
    // Somebody comes late, in the middle of a line.
    room.at("18:41");
    room.press("? how long the ramp woul");
    room.press("<ctrl-r><home><down><down><down>r<esc>");
    room.press("d be<enter>");
    room.at("18:44");
    room.press("+the Rowing Club had off");
    look(&mut room, "half_a_line");
    room.press("ered its boathouse<enter>");
    room.record(&["~the winter of 2029 was not in the figures", ""]);
    room.at("18:52");
    room.press("!Ms Lind");
    look(&mut room, "an_offer");
    room.press(
        "<ctrl-u>!Costs of a ramp to be set out @lindq<tab> @Brann<tab> >before the next meeting",
    );
    look(&mut room, "an_action");
    room.press("<enter>");
    room.record(&[
        "!Hold a site visit >on a dry day in July",
        "=That the footbridge be repaired and not replaced",
        "#ask Petra for the slides",
    ]);

    // The Chair takes the last item out of turn, and comes back to the footbridge.
    room.at("19:05");
    room.press("<ctrl-g>7<enter>");
    look(&mut room, "looking");
    room.press("<ctrl-t><alt-s>Wed 9 July 2031<tab>6.30pm<ctrl-s>");
    room.done();
    room.at("19:08");
    room.press("<ctrl-g>2<enter><ctrl-t>");
    room.record(&["Members returned to the footbridge and asked for its drawings."]);
    // Somebody goes.
    room.at("19:15");
    room.press("<ctrl-r><home><down>l<esc>");
    room.at("19:20");
    room.press("<f4>");
    look(&mut room, "adjourned");
    room.at("19:30");
    room.press("<f4>");

    // A line begun under one item, recorded after the next was put.
    room.press("The ramp is not ");
    room.press("<ctrl-n>");
    look(&mut room, "under_another_item");
    let mut styles = vec![
        room.style_of((80, 24), "UNDER ITEM 2"),
        room.style_of((80, 24), "▶ 3"),
        room.style_of((80, 24), "✓ 1"),
    ];
    room.press("listed.<enter>");
    assert_eq!(
        room.said(),
        "Recorded under item 2, where the line was begun."
    );
    room.at("19:34");
    room.record(&[
        "Mr Ashdown showed what the gauges had told him.",
        "Members heard that:",
        "two of nine gauges had been under water",
        "the third was in a heron's nest",
        "!move the gauge out of the nest @ashd >by the end of September",
        "",
    ]);
    room.at("19:50");
    room.press("<alt-j><ctrl-n>");
    room.record(&["The programme was agreed with one change."]);
    room.at("19:55");
    room.press("<ctrl-n><alt-s>the otters are back<enter><enter>");
    // The urgent item stands behind the item for urgent business.
    room.at("20:01");
    room.press("<alt-u>Collapse of the towpath at Sallow Reach<ctrl-s>");
    room.done();
    room.press("<ctrl-n>");
    room.record(&["The Chair had agreed to take one urgent item."]);
    room.press("<ctrl-n>");
    room.record(&["Officers reported that the towpath had gone in the night."]);

    // Something to put right.
    room.press("<up><up>");
    look(&mut room, "earlier");
    styles.push(room.style_of((80, 24), "The Chair had agreed"));
    room.press("<esc><esc>");
    room.at("20:12");
    room.press("<f10>");
    look(&mut room, "loose_ends");
    room.press("<f10>");
    look(&mut room, "closed");
    room.press("<f8>");
    look(&mut room, "review");
    room.press("<esc>");
    styles.push(room.style_of((80, 24), "CLOSED"));
    styles.push(room.style_of((80, 24), "saved"));
    assert_snapshot!("panel_styles", styles.join("\n"));
    room.leave();

    assert_snapshot!(
        "panel_minutes_text",
        desk.printed(&["export", "2031-05-14"])
    );
    assert_snapshot!(
        "panel_minutes_markdown",
        desk.printed(&["export", "2031-05-14", "--format", "markdown"])
    );
    assert_snapshot!(
        "panel_meetings",
        desk.printed(&["meetings"])
            .replace(&*desk.path().to_string_lossy(), "")
    );
    assert!(desk.run(&["check"]).status.success());
}
