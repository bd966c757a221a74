"""What is wrong with files and tables that people send."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.problems.wording import Wording, text

INTAKE: Mapping[str, Wording] = MappingProxyType(
    {
        # -- files that people send -----------------------------------------------------------------------
        "form-file-kind": Wording(
            "error",
            text("这不是 Word（.docx）或 Excel（.xlsx）文件。", "This is no Word (.docx) or Excel (.xlsx) file."),
            text(
                "用 Word、WPS 或 LibreOffice 打开，另存为 .docx 或 .xlsx。",
                "Open it in Word, WPS or LibreOffice and save it as .docx or .xlsx.",
            ),
        ),
        "form-file-old": Wording(
            "error",
            text("这是旧格式（.doc、.xls、.wps）的文件。", "This file has an old format (.doc, .xls or .wps)."),
            text(
                "打开后另存为 .docx 或 .xlsx，不要只改扩展名。",
                "Open it and save it as .docx or .xlsx; renaming it is not enough.",
            ),
        ),
        "form-file-encrypted": Wording(
            "error",
            text("文件设有打开密码，无法读取。", "The file is protected by a password and cannot be read."),
            text("请填表人去掉密码后重新报送。", "Ask for the file without its password."),
        ),
        "form-file-macros": Wording(
            "error",
            text("文件带有宏，不予读取。", "The file holds macros and is not read."),
            text(
                "另存为不带宏的 .docx 或 .xlsx 后重新报送。",
                "Save it as .docx or .xlsx without macros and send it again.",
            ),
        ),
        "form-file-large": Wording(
            "error",
            text("文件有 {size} 字节，超过上限 {limit}。", "The file has {size} bytes; the limit is {limit}."),
            text("删去插入的图片，附件另行报送。", "Remove the pictures in it; send attachments apart."),
        ),
        "form-file-broken": Wording(
            "error",
            text("文件不完整或已损坏，无法读取。", "The file is incomplete or damaged and cannot be read."),
            text("请填表人重新保存、重新报送。", "Ask for it to be saved and sent again."),
        ),
        "form-file-encoding": Wording(
            "error",
            text(
                "文件声明的文字编码（如 GBK）不能读取。",
                "The file states an encoding (such as GBK) that cannot be read.",
            ),
            text("请另存为 UTF-8 编码，再次报送。", "Save it as UTF-8 and send it again."),
        ),
        "form-file-bomb": Wording(
            "error",
            text("文件展开后过大，不予读取。", "The file unpacks to far too much and is not read."),
            text(
                "正常的表格不会这样；请核实来历，重新填写。",
                "No form is like that; find out where it comes from and fill in a new one.",
            ),
        ),
        "form-file-unsafe": Wording(
            "error",
            text("文件有安全隐患，不予读取：{reason}。", "The file is not safe and is not read: {reason_en}."),
            text(
                "请核实来历，从本站下载表格重新填写。",
                "Find out where it comes from, and fill in a new form from this site.",
            ),
        ),
        "form-file-external": Wording(
            "error",
            text("文件链接到外部内容，不予读取：{value}", "The file links to outside content and is not read: {value}"),
            text(
                "删去链接的图片、对象或模板（网址链接可以保留），重新保存。",
                "Remove linked pictures, objects or templates (hyperlinks may stay) and save it again.",
            ),
        ),
        "form-file-other": Wording(
            "error",
            text("这是另一张表（{value}），不是 {form}。", "This is another form ({value}), not {form}."),
            text("选对表格再导入。", "Name the right form and import it again."),
        ),
        "form-file-version": Wording(
            "warning",
            text(
                "填的是另一版表格（{value}），现行版本是 {version}；两版相同的栏目已读出。",
                "Another version of the form was filled ({value}; the present one is {version}); what both have was read.",
            ),
            text("对照原件逐项核对。", "Compare every answer with the original."),
        ),
        "form-file-unstated": Wording(
            "warning",
            text(
                "文件没有写明是哪张表、哪一版，按《{form}》读取。",
                "The file does not say of which form it is; it was read as {form}.",
            ),
            text("对照原件核对。", "Compare the answers with the original."),
        ),
        # -- Word forms read by what is printed -----------------------------------------------------------
        "form-answer-by-label": Wording(
            "warning",
            text(
                "“{label}”的填写框不见了，按栏目名称在{where}找到所填内容。",
                "The control of “{label_en}” is gone; what was filled in was found by its label in {where_en}.",
            ),
            text("对照原件核对这一项。", "Compare this answer with the original."),
        ),
        "form-answer-outside": Wording(
            "warning",
            text(
                "“{label}”有一部分写在填写框外（{where}），已一并读出。",
                "Part of “{label_en}” stands outside its control ({where_en}); it was read as well.",
            ),
            text("对照原件核对这一项。", "Compare this answer with the original."),
        ),
        "form-file-unlike": Wording(
            "error",
            text(
                "文件里找不到《{form}》的多半栏目，不像这张表。",
                "Most fields of “{form_en}” have no place in the file.",
            ),
            text(
                "用 --form 写明是哪张表，或请填表人用这张表填写。",
                "Name its form with --form, or ask for this form to be filled.",
            ),
        ),
        "form-answer-twice": Wording(
            "error",
            text(
                "“{label}”在文件里有几处，内容不同；先读到的在{where}。",
                "“{label_en}” stands in several places and says different things; the one that was read is in {where_en}.",
            ),
            text("一个文件只放一张表，每项只留一处。", "Keep one form in a file, and each answer in one place."),
        ),
        "form-content-unread": Wording(
            "warning",
            text("{where}有{what}，没有读取。", "There is {what_en} in {where_en}, which was not read."),
            text(
                "打开原件看；要紧的，请填表人填到填写框里再报送。",
                "Look at the original; if it matters, ask for it to be put where it belongs.",
            ),
        ),
        "form-field-unfound": Wording(
            "warning",
            text("文件里没有“{label}”这一栏。", "The file has no place for “{label_en}”."),
            text("核对原件；确实漏了的，请填表人补上。", "Look at the original; if it is missing, ask for it."),
        ),
        "form-choice-several": Wording(
            "error",
            text(
                "“{label}”只能选一项，却勾了几项：{options}。",
                "Only one of “{label_en}” may be chosen, but several are ticked: {options}.",
            ),
            text("请填表人确认选哪一项。", "Ask which one is meant."),
        ),
        # -- workbooks that are read ----------------------------------------------------------------------
        "form-cell-by-label": Wording(
            "warning",
            text(
                "“{label}”的单元格没有原来的名称，按栏目名称在 {where} 找到所填内容。",
                "The cell of “{label_en}” has lost its name; what was filled in was found by its label, at {where}.",
            ),
            text("对照原件核对这一项。", "Compare this answer with the original."),
        ),
        "form-column-unfound": Wording(
            "warning",
            text("“{label}”里没有“{column}”这一列。", "The table “{label_en}” has no column “{column}”."),
            text("核对原件；确实漏了的，请填表人补上。", "Look at the original; if it is missing, ask for it."),
        ),
        "form-rows-many": Wording(
            "error",
            text(
                "“{label}”的行太多，只读了前 {limit} 行。",
                "“{label_en}” has too many rows; only the first {limit} were read.",
            ),
            text("分成几个文件填写。", "Fill in several files."),
        ),
        "form-rows-apart": Wording(
            "warning",
            text(
                "“{label}”里有空行（工作表“{where}”），空行之后从第{rows}行起也按所填内容读取。",
                "“{label_en}” has empty rows (sheet “{where}”); what follows them in row {rows_en} was read too.",
            ),
            text("核对那里是不是合计或说明，不是所填内容的请删去。", "If it is a total or a note, delete it."),
        ),
        "form-cells-merged": Wording(
            "warning",
            text(
                "“{label}”里有合并的单元格（工作表“{where}”），合并的内容按每行都有读取。",
                "“{label_en}” has merged cells (sheet “{where}”); what they hold was read for each of their rows.",
            ),
            text(
                "取消合并，逐行填写，或对照原件核对。",
                "Unmerge them and fill in each row, or compare with the original.",
            ),
        ),
        "form-cell-formula": Wording(
            "error",
            text(
                "“{label}”（{where}）是公式，没有读取。",
                "“{label_en}” ({where}) is a formula and was not read.",
            ),
            text("改成写好的数或文字再报送。", "Write the number or text itself, and send the file again."),
        ),
        "form-cell-fault": Wording(
            "error",
            text(
                "“{label}”（{where}）显示的是错误值，没有读取。",
                "“{label_en}” ({where}) shows an error value and was not read.",
            ),
            text("改成写好的数或文字再报送。", "Write the number or text itself, and send the file again."),
        ),
        "form-tick-unclear": Wording(
            "warning",
            text(
                "“{label}”（{where}）写的既不是“√”也不是空白，按没有勾选处理。",
                "What stands at “{label_en}” ({where}) is neither √ nor empty; it was taken as not ticked.",
            ),
            text("要选的填“√”，不选的清空。", "Write √ where it is chosen, and nothing where it is not."),
        ),
        "form-cell-digits": Wording(
            "warning",
            text(
                "“{label}”（{where}）存成了数，第15位以后的数字已经丢失。",
                "“{label_en}” ({where}) is stored as a number; its digits beyond the fifteenth are lost.",
            ),
            text("把单元格设为文本格式，重新填写。", "Make the cell a text cell and write it again."),
        ),
        # -- tables that offices publish --------------------------------------------------------------------
        "mapping-invalid": Wording(
            "error",
            text("映射文件写得不对：{reason}", "The mapping file is not right: {reason_en}"),
            text("照 --propose 写出的样子修改。", "Follow the file that --propose writes."),
        ),
        "mapping-key": Wording(
            "error",
            text("这类记录不能从表里填“{value}”。", "No column fills “{value}” in records of this kind."),
            text("{advice}", "{advice_en}"),
        ),
        "table-encoding": Wording(
            "error",
            text(
                "看不出文件的编码：既不是 UTF-8，也不是 GB18030。",
                "The file's encoding is unknown: neither UTF-8 nor GB18030.",
            ),
            text("用表格软件另存为“CSV UTF-8”或 .xlsx。", "Save it as “CSV UTF-8” or .xlsx from a spreadsheet."),
        ),
        "table-unreadable": Wording(
            "error",
            text("表格无法读取：{reason}", "The table cannot be read: {reason}"),
            text(
                "用表格软件打开，另存为 .xlsx 再导入。", "Open it in a spreadsheet, save it as .xlsx and import that."
            ),
        ),
        "table-kind": Wording(
            "error",
            text("这不是表格：只能导入 .xlsx 和 .csv。", "This is no table: only .xlsx and .csv are imported."),
            text("用表格软件打开，另存为 .xlsx。", "Open it in a spreadsheet and save it as .xlsx."),
        ),
        "table-too-large": Wording(
            "error",
            text("表格太大，超过上限 {limit}。", "The table is too large; the limit is {limit}."),
            text(
                "只留要导入的那张工作表，删去空白的行列，或分成几个文件。",
                "Keep only the sheet to import, delete blank rows and columns, or split the file.",
            ),
        ),
        "table-cell-long": Wording(
            "error",
            text("有一格超过 {limit} 个字符。", "A cell holds more than {limit} characters."),
            text("这一格不像名单里的内容，请核对原表。", "That is not what a list holds; check the table."),
        ),
        "table-sheet-missing": Wording(
            "error",
            text("没有叫“{value}”的工作表。", "There is no sheet called “{value}”."),
            text("{advice}", "{advice_en}"),
        ),
        "table-sheets": Wording(
            "error",
            text(
                "文件里有 {count} 张工作表，没有说明读哪一张。",
                "The file has {count} sheets, and the mapping does not say which.",
            ),
            text("在映射里写 sheet: 工作表名；有：{known}。", "Write sheet: NAME in the mapping; there are: {known}."),
        ),
        "table-heading-missing": Wording(
            "error",
            text("没有找到表头。", "No heading row was found."),
            text(
                "在映射里用 header: [首行, 末行] 写明表头在哪几行。",
                "Say in the mapping in which rows it stands: header: [first, last].",
            ),
        ),
        "table-column-missing": Wording(
            "error",
            text("表里没有“{value}”这一栏。", "The table has no column “{value}”."),
            text("{advice}", "{advice_en}"),
        ),
        "table-column-new": Wording(
            "warning",
            text(
                "映射没有提到“{value}”这一栏，没有导入。",
                "The mapping says nothing of the column “{value}”; it is left out.",
            ),
            text(
                "需要就加到 columns；不需要就写 {value}: null。",
                "Add it to columns if it is wanted, else write {value}: null.",
            ),
        ),
        "table-empty": Wording(
            "error",
            text("表头下面没有可导入的行。", "There is no row to import below the heading."),
            text("检查映射里的 sheet 和 header。", "Check sheet and header in the mapping."),
        ),
        "table-formula": Wording(
            "error",
            text(
                "{cell}（{heading}）是公式或错误值，不能当作内容。",
                "{cell} ({heading}) holds a formula or an error value, which is not read.",
            ),
            text(
                "在表格软件里复制这一栏，选“粘贴为数值”，再导入。",
                "Copy the column in a spreadsheet, paste it as values, and import again.",
            ),
        ),
        "table-number": Wording(
            "error",
            text(
                "{cell}（{heading}）应是整数，这里是“{value}”。",
                "{cell} ({heading}) should be a whole number; it is “{value}”.",
            ),
            text(
                "改正这一格，或把这一栏在映射里写成 null。", "Mend the cell, or set the column to null in the mapping."
            ),
        ),
        "table-units": Wording(
            "error",
            text(
                "{cell}（{heading}）应只有一个单位，这里有 {count} 个：{value}",
                "{cell} ({heading}) should name one unit; it names {count}: {value}",
            ),
            text(
                "第一个是牵头单位的，在映射里把这一栏写成 {key}；否则改正这一格。",
                "If the first of them leads, let the column fill {key} in the mapping; otherwise mend the cell.",
            ),
        ),
        "table-money": Wording(
            "error",
            text("{cell}（{heading}）不像金额：“{value}”", "{cell} ({heading}) is no amount: “{value}”"),
            text(
                "写成数，或“50万元”“50—100万元”“不超过50万元”。", "Write a number, or 50万元, 50—100万元, 不超过50万元."
            ),
        ),
        "table-money-unit": Wording(
            "error",
            text(
                "{cell}（{heading}）没有写明是元、万元还是亿元：“{value}”",
                "{cell} ({heading}) does not say its unit of money: “{value}”",
            ),
            text("在映射里给这一栏加 unit: yuan、wan 或 yi。", "Give the column unit: yuan, wan or yi in the mapping."),
        ),
        "table-money-worded": Wording(
            "warning",
            text(
                "{cell}（{heading}）不是数，照原文收录：“{value}”",
                "{cell} ({heading}) is no number and is kept as worded: “{value}”",
            ),
            text("请核对；不要就把这一格改成“—”。", "Please check; to leave it out, write — in the cell."),
        ),
        "table-date": Wording(
            "error",
            text("{cell}（{heading}）不像日期：“{value}”", "{cell} ({heading}) is no date: “{value}”"),
            text(
                "写成 2025-06-12、2025年6月12日、2025年6月 或 2025年。",
                "Write 2025-06-12, 2025年6月12日, 2025年6月 or 2025年.",
            ),
        ),
        "table-word": Wording(
            "error",
            text(
                "{cell}（{heading}）的“{value}”不知对应本站的哪一项。",
                "{cell} ({heading}) says “{value}”, which stands for nothing here.",
            ),
            text(
                "在映射的 values 里写明它对应什么；不要的写 null。",
                "Say under values in the mapping what it stands for, or null to leave it out.",
            ),
        ),
        "table-reference": Wording(
            "warning",
            text(
                "{cell}（{heading}）：叫“{value}”的{kind}有 {count} 条，没有关联。",
                "{cell} ({heading}): {count} records of the kind {kind_en} are called “{value}”; none is linked.",
            ),
            text("导入后在记录里补上编号。", "Add the identifier to the record afterwards."),
        ),
        "table-id-empty": Wording(
            "error",
            text("第 {row} 行按“{value}”得不出编号。", "Row {row} gives no identifier by “{value}”."),
            text(
                "补上这一行的序号或编号，或在映射的 id 里用花括号加上记录键名。",
                "Fill in its number or code, or use a record's key in braces in the mapping's id.",
            ),
        ),
        "table-id-twice": Wording(
            "error",
            text("第 {row} 行与第 {first} 行的编号都是 {value}。", "Rows {row} and {first} would both be {value}."),
            text(
                "改正序号或编号，或在映射的 id 里用花括号加上记录键名。",
                "Mend their numbers or codes, or use a record's key in braces in the mapping's id.",
            ),
        ),
        "table-id-taken": Wording(
            "error",
            text(
                "第 {row} 行的编号 {value} 已是另一条记录：{file}",
                "Row {row} would be {value}, which is another record: {file}",
            ),
            text(
                "是同一条就在映射的 skip_rows 里写上这一行；不是就改映射的 id。",
                "If it is the same, add the row to skip_rows in the mapping; if not, change the mapping's id.",
            ),
        ),
        "table-row-twice": Wording(
            "error",
            text(
                "第 {row} 行与第 {first} 行的 {value} 相同，分不清是哪一行。",
                "Rows {row} and {first} have the same {value} and cannot be told apart.",
            ),
            text(
                "删去重复的行，或在映射的 row_key 里加一栏。",
                "Remove the repeated row, or add a key to row_key in the mapping.",
            ),
        ),
        "table-row-hidden": Wording(
            "warning",
            text("这一行在表里是隐藏的，也读了。", "This row is hidden in the sheet; it was read all the same."),
            text(
                "核对公布的表里有没有它；没有就写进映射的 skip_rows。",
                "See whether the published table shows it; if not, add it to skip_rows in the mapping.",
            ),
        ),
        "table-row-changed": Wording(
            "warning",
            text(
                "第 {row} 行变了，已有的记录 {value} 没有改动；不同的是：{keys}",
                "Row {row} has changed; the record {value} was left as it is. They differ in: {keys_en}",
            ),
            text("核对后自己改 {file}。", "Compare, and edit {file} yourself."),
        ),
        "table-row-gone": Wording(
            "warning",
            text(
                "{value} 是以前从这张表导入的，表里已没有这一行。",
                "{value} was imported from this table, which no longer has its row.",
            ),
            text(
                "核对出处；确已撤下的，在 {file} 里写 withdrawn。",
                "Check the source; if it was taken out, write withdrawn in {file}.",
            ),
        ),
        # -- filled forms that come in ------------------------------------------------------------------------
        "filled-invalid": Wording(
            "error",
            text("这不是填好的表格数据：{reason}。", "This is no filled form: {reason_en}."),
            text(
                "在本站网页上填表，用“下载数据（.json）”得到的文件；不要手工改。",
                "Use the .json file that the web form on this site gives, and do not edit it by hand.",
            ),
        ),
        "form-unknown": Wording(
            "error",
            text("没有编号为“{value}”的表格。", "There is no form “{value}”."),
            text("{advice}", "{advice_en}"),
        ),
        "form-unnamed": Wording(
            "error",
            text("文件里没有写明是哪一张表。", "The file does not say of which form it is."),
            text("用 --form 指明表格的编号。", "Name the form with --form."),
        ),
        "form-source-unknown": Wording(
            "error",
            text("没有叫“{value}”的榜题或指南记录。", "There is no challenge or guide “{value}”."),
            text("写成 challenge/编号 或 guide/编号。{advice}", "Write challenge/ID or guide/ID. {advice_en}"),
        ),
        "form-list-unknown": Wording(
            "error",
            text("没有编号为“{value}”的榜单记录。", "There is no list “{value}”."),
            text("{advice}", "{advice_en}"),
        ),
        "form-unlisted": Wording(
            "error",
            text(
                "《{form}》填好后不成为榜题，不能列入榜单。",
                "A filled {form} becomes no challenge and cannot be listed.",
            ),
            text("去掉 --list，存到 needs/。", "Leave out --list; it is kept in needs/."),
        ),
        "form-filed-again": Wording(
            "error",
            text(
                "同一单位的同名需求已有：{value}；这一份内容不同，没有写入。",
                "The same unit's need of the same title is there already: {value}; this file differs and was not written.",
            ),
            text(
                "要用新的一份，先把旧的移走或删去，再导入。",
                "To take the new one, move the old one away or delete it, and import again.",
            ),
        ),
    }
)
