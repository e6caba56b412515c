//! Rows one below the other on pages: what stands together, and what is said again at the top of a page.

/// One row across the text: a line of a paragraph, or a line of each cell of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Room above it, in points; none at the top of a page.
    pub above: f32,
    /// Its height.
    pub height: f32,
    /// What is written in it.
    pub pieces: Vec<Piece>,
    /// Lines and shades in it.
    pub rules: Vec<Rule>,
    /// Whether it is never the last row of a page, as far as that can be had.
    pub stays: bool,
    /// The table that it is a row of, by number; rows of its head are said again at the top of a page.
    pub table: Option<usize>,
    /// The heading that begins in it, by number.
    pub heading: Option<usize>,
}

/// Something written, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// From the left edge of the text.
    pub x: f32,
    /// Its line of writing, from the top of the row.
    pub y: f32,
    /// Size of the type.
    pub size: f32,
    /// Whether it is bold.
    pub bold: bool,
    /// What it says.
    pub text: String,
    /// Of which leaf of the structure it is a part; nothing where it only repeats something.
    pub leaf: Option<usize>,
}

/// A rectangle that is filled: thin ones are lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// From the left edge of the text, and from the top of the row.
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    /// How dark, from 0 (black) to 255 (white).
    pub grey: u8,
}

/// A row at its place on a page.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// From the top of the text.
    pub y: f32,
    pub row: Row,
}

/// Puts rows on pages whose text is so high. `heads` are the rows of the head of each table.
pub(super) fn paged(rows: Vec<Row>, heads: &[Vec<Row>], height: f32) -> Vec<Vec<Placed>> {
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut y = 0.0;
    let mut rows = rows.into_iter().peekable();
    let mut table = None;
    while rows.peek().is_some() {
        // Rows that stay together, with the room between them.
        let mut together: Vec<Row> = Vec::new();
        for row in rows.by_ref() {
            let stays = row.stays;
            together.push(row);
            if !stays {
                break;
            }
        }
        let needed: f32 = together.iter().map(|row| row.above + row.height).sum();
        let is_empty = pages.last().is_none_or(Vec::is_empty);
        // What is higher than a page is broken where it happens to end.
        if !is_empty && y + needed > height && needed <= height {
            pages.push(Vec::new());
            y = 0.0;
        }
        for mut row in together {
            if y + row.above + row.height > height
                && pages.last().is_some_and(|page| !page.is_empty())
            {
                pages.push(Vec::new());
                y = 0.0;
            }
            let Some(page) = pages.last_mut() else {
                continue;
            };
            if page.is_empty() {
                row.above = 0.0;
                // A table that goes on says its head again.
                let head = row.table.filter(|_| row.table == table);
                for again in head
                    .and_then(|table| heads.get(table))
                    .into_iter()
                    .flatten()
                {
                    let mut again = again.clone();
                    for piece in &mut again.pieces {
                        piece.leaf = None;
                    }
                    again.above = 0.0;
                    let below = y + again.height;
                    page.push(Placed { y, row: again });
                    y = below;
                }
            }
            table = row.table;
            y += row.above;
            let below = y + row.height;
            page.push(Placed { y, row });
            y = below;
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(height: f32, stays: bool, table: Option<usize>) -> Row {
        Row {
            above: 5.0,
            height,
            stays,
            table,
            ..Row::default()
        }
    }

    fn shape(pages: &[Vec<Placed>]) -> Vec<Vec<(i32, i32)>> {
        let placed = |placed: &Placed| (placed.y as i32, placed.row.height as i32);
        pages
            .iter()
            .map(|page| page.iter().map(placed).collect())
            .collect()
    }

    #[test]
    fn what_stays_goes_on_to_the_next_page_with_what_follows() {
        let rows = vec![
            row(60.0, false, None),
            row(20.0, true, None),
            row(30.0, false, None),
        ];
        assert_eq!(
            shape(&paged(rows, &[], 100.0)),
            [vec![(0, 60)], vec![(0, 20), (25, 30)]]
        );
    }

    #[test]
    fn what_is_higher_than_a_page_is_broken_all_the_same() {
        let rows = vec![
            row(60.0, true, None),
            row(60.0, true, None),
            row(120.0, false, None),
        ];
        assert_eq!(
            shape(&paged(rows, &[], 100.0)),
            [vec![(0, 60)], vec![(0, 60)], vec![(0, 120)]]
        );
    }

    #[test]
    fn the_head_of_a_table_is_said_again_where_the_table_goes_on() {
        let head = row(10.0, true, Some(0));
        let mut rows = vec![head.clone()];
        rows.extend((0..4).map(|_| row(30.0, false, Some(0))));
        rows.push(row(21.0, false, Some(1)));
        let pages = paged(rows, &[vec![head], vec![row(7.0, true, Some(1))]], 100.0);
        assert_eq!(
            shape(&pages),
            [
                vec![(0, 10), (15, 30), (50, 30)],
                vec![(0, 10), (10, 30), (45, 30)],
                vec![(0, 21)]
            ]
        );
    }
}
