use super::*;
use crate::screen::testing::Room;

#[test]
fn an_empty_register_greets_the_clerk() {
    let mut room = Room::new(Diary::default());
    insta::assert_snapshot!("greeting_80", room.screen(80, 24));
    insta::assert_snapshot!("greeting_60", room.screen(60, 20));
}
