//! Keys in any order: nothing that a hand can hit breaks the program, or parts the screen from the store.

use proptest::prelude::*;

use super::*;

const KEYS: [&str; 76] = [
    "a",
    "M",
    " ",
    ".",
    "!",
    "-",
    "?",
    ":",
    "@",
    ">",
    "=",
    "#",
    "1",
    "7",
    "\\",
    "é",
    "Croft",
    "Friday",
    "tpn",
    "<enter>",
    "<tab>",
    "<shift-tab>",
    "<esc>",
    "<up>",
    "<down>",
    "<left>",
    "<right>",
    "<home>",
    "<end>",
    "<pageup>",
    "<pagedown>",
    "<backspace>",
    "<delete>",
    "<ctrl-w>",
    "<ctrl-u>",
    "<ctrl-k>",
    "<ctrl-x>",
    "<ctrl-v>",
    "<ctrl-z>",
    "<ctrl-y>",
    "<alt-z>",
    "<alt-y>",
    "<alt-k>",
    "<alt-c>",
    "<alt-p>",
    "<alt-r>",
    "<alt-w>",
    "<alt-t>",
    "<alt-x>",
    "<alt-l>",
    "<ctrl-n>",
    "<ctrl-t>",
    "<ctrl-g>",
    "<alt-down>",
    "<alt-up>",
    "<alt-g>",
    "<alt-j>",
    "<alt-u>",
    "<alt-n>",
    "<alt-i>",
    "<alt-s>",
    "<alt-m>",
    "<alt-left>",
    "<alt-right>",
    "<alt-a>",
    "<alt-e>",
    "<f1>",
    "<f2>",
    "<f3>",
    "<f4>",
    "<ctrl-r>",
    "<f7>",
    "<f8>",
    "<f9>",
    "<f10>",
    "<f12>",
];

const SIZES: [(u16, u16); 4] = [(80, 24), (60, 20), (40, 10), (120, 40)];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn keys_in_any_order_do_no_harm(
        keymap in 0_usize..3,
        keys in proptest::collection::vec(0_usize..KEYS.len() + 8, 1..90),
    ) {
        let mut room = in_keymap(["default", "vim", "emacs"][keymap], called());
        for (at, key) in keys.into_iter().enumerate() {
            room.at_minute(at as i64);
            // The keys past the end make the beginnings, without which little happens, more likely.
            room.press(KEYS.get(key).unwrap_or(&["<enter>", "<f2>", "<ctrl-n>", "<esc>"][key % 4]));
            if at % 9 == 0 {
                room.screen(SIZES[key % 4].0, SIZES[key % 4].1);
            }
        }
        room.screen(80, 24);
        if room.model.desk.open.is_some() {
            assert_kept(&room);
        }
    }
}
