//! A table of the record as rows of equal columns on the screen.

use crate::editor::{visible, width_of};
use crate::minutes::table::Rows;

use super::draw;

/// What parts two columns.
const GAP: &str = "  ";

/// The narrowest that a column is made, so that something of each cell is read.
const NARROWEST: usize = 4;

/// Headings, a rule and the rows, each in one line of so many columns at most: the widest columns give way.
pub fn lines(table: &Rows, width: u16) -> Vec<String> {
    let shown = |cells: &[String]| -> Vec<String> {
        cells
            .iter()
            .map(|cell| visible(cell).into_owned())
            .collect()
    };
    let heads = shown(&table.heads);
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| shown(row)).collect();
    let widths = fitted(table.widths(|cell| width_of(&visible(cell))), width);
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    [&heads, &rule]
        .into_iter()
        .chain(&rows)
        .map(|row| line(row, &widths))
        .collect()
}

/// Takes from the widest column until all fit, or none can be narrower.
fn fitted(mut widths: Vec<usize>, whole: u16) -> Vec<usize> {
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    let room = usize::from(whole).saturating_sub(gaps);
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths
            .iter_mut()
            .max()
            .filter(|widest| **widest > NARROWEST)
        else {
            break;
        };
        *widest -= 1;
    }
    widths
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.iter().zip(widths) {
        let cell = draw::cut(cell, *width);
        line.push_str(&cell);
        line.push_str(&" ".repeat(width.saturating_sub(width_of(&cell))));
        line.push_str(GAP);
    }
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::table;

    #[test]
    fn columns_stand_one_below_the_other_and_the_widest_gives_way() {
        let table =
            table::read("Ref | Where\n31/01 | Mill Lane\n31/02 | The Green, behind the pump")
                .unwrap();
        insta::assert_snapshot!(lines(&table, 40).join("\n"), @r"
        Ref    Where
        ─────  ──────────────────────────
        31/01  Mill Lane
        31/02  The Green, behind the pump
        ");
        let narrow = lines(&table, 20);
        assert!(narrow.iter().all(|line| width_of(line) <= 20), "{narrow:?}");
        assert!(narrow[3].ends_with('…'));
    }
}
