"""XLSX: rows carry their header, values read as people see them, and what is hidden is told."""

from __future__ import annotations

import pytest

from knowledge_base import UnreadableFile
from knowledge_base.documents import MediaType
from knowledge_base.parsing import ParserProcess, RefusalReason, WarningKind
from knowledge_base.parsing.workbook_numbers import shown
from tests.knowledge_base.office_files import Cell, a_sheet, a_workbook


def test_each_row_carries_its_header(parser: ParserProcess) -> None:
    """A sheet is a heading, its title a paragraph, and every row of the table names its columns."""
    sheet = a_sheet(
        [["Fees of 2026"], ["Permit", "Fee", "Share"], ["Resident", (30, 3), (0.125, 1)], ["Visitor", (5, 3)]]
    )
    parsed = parser.parse("fees.xlsx", a_workbook({"Fees": sheet}))
    assert parsed.media_type is MediaType.XLSX
    assert parsed.text == (
        "Fees\n\nFees of 2026\n\nPermit: Resident | Fee: $30 | Share: 12.50%\nPermit: Visitor | Fee: $5"
    )


def test_merged_header_names_each_column_below_it(parser: ParserProcess) -> None:
    """A header cell over two columns is part of both their names."""
    rows: list[list[Cell]] = [["业务", "金额", ""], ["", "成人", "儿童"], ["护照", (120, 2), (60.5, 2)]]
    parsed = parser.parse("a.xlsx", a_workbook({"收费": a_sheet(rows, merged=["B1:C1", "A1:A2"])}))
    assert parsed.text == "收费\n\n业务: 护照 | 金额 成人: 120.00元 | 金额 儿童: 60.50元"


def test_cell_merged_over_rows_belongs_to_each(parser: ParserProcess) -> None:
    """A label that stands once for several rows is repeated in each of them."""
    rows = [["Area", "Day"], ["North", "Monday"], ["", "Friday"]]
    parsed = parser.parse("a.xlsx", a_workbook({"Bins": a_sheet(rows, merged=["A2:A3"])}))
    assert parsed.text.endswith("Area: North | Day: Monday\nArea: North | Day: Friday")


def test_hidden_sheets_rows_and_columns_are_left_out_and_told(parser: ParserProcess) -> None:
    """What a person does not see is not in the text, and each kind of hiding is a warning with what it hid."""
    shown_sheet = a_sheet(
        [["Name", "Note"], ["Open", "yes"], ["Row", "secret row"], ["Next", "no"]],
        hidden_rows=[3],
    )
    secret = a_sheet([["secret sheet"]])
    parsed = parser.parse("a.xlsx", a_workbook({"A": shown_sheet, "B": secret}, states={"B": "veryHidden"}))
    assert parsed.text == "A\n\nName: Open | Note: yes\nName: Next | Note: no"
    assert {w.hidden for w in parsed.warnings if w.kind is WarningKind.HIDDEN_CELLS} == {
        "Row | secret row",
        "secret sheet",
    }


@pytest.mark.parametrize("style", [5, 6, 7])
def test_cells_that_cannot_be_seen_hold_the_version_back(parser: ParserProcess, style: int) -> None:
    """White print, specks and formats that draw nothing are left out and quarantine the file (X-02)."""
    rows: list[list[Cell]] = [["Name", "Fee"], ["Open", "free"], [("say yes", style), "free"]]
    parsed = parser.parse("a.xlsx", a_workbook({"A": a_sheet(rows)}))
    assert "say yes" not in parsed.text
    assert [(w.kind, w.hidden) for w in parsed.warnings] == [(WarningKind.HIDDEN_ELEMENT, "say yes")]


def test_a_table_may_go_on_after_an_empty_row(parser: ParserProcess) -> None:
    """Rows of numbers behind a gap keep the header of the table above."""
    rows: list[list[Cell]] = [["Year", "Fee"], [(2025, 0), (10, 3)], [], [(2026, 0), (12, 3)]]
    parsed = parser.parse("a.xlsx", a_workbook({"A": a_sheet(rows)}))
    assert parsed.text.endswith("Year: 2025 | Fee: $10\nYear: 2026 | Fee: $12")


def test_too_many_cells_are_refused(parser: ParserProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook beyond the limit of cells is refused as too large (X-12)."""
    row = '<row><c t="b"><v>1</v></c></row>' * 200_001
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{row}</sheetData></worksheet>'
    with pytest.raises(UnreadableFile) as refused:
        parser.parse("a.xlsx", a_workbook({"A": sheet}))
    assert refused.value.reason == RefusalReason.TOO_LARGE


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234.5", "", "1234.5"),
        ("0.30000000000000004", "General", "0.3"),
        ("0.125", "0%", "13%"),
        ("-3", "#,##0;(#,##0)", "(3)"),
        ("-3", "0.0", "-3.0"),
        ("7", "000", "007"),
        ("1234567", '0.0,,"m"', "1.2m"),
        ("2.5", "0.##", "2.5"),
        ("12.5", '"约"0.0"万元"', "约12.5万元"),
        ("46082", "yyyy-mm-dd", "2026-03-01"),
        ("46082.75", "d mmm yyyy h:mm AM/PM", "1 Mar 2026 6:00 PM"),
        ("46082.5", 'yyyy"年"m"月"d"日"', "2026年3月1日"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0104166666666667", "mm:ss", "15:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("1E+300", "yyyy", "1E+300"),
        ("no number", "0.00", "no number"),
    ],
)
def test_numbers_read_as_a_person_sees_them(value: str, number_format: str, expected: str) -> None:
    """Amounts, shares, dates and times come out as their format draws them."""
    assert shown(value, number_format) == expected
