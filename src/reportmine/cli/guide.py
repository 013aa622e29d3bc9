"""The map that `reportmine --help` is: which command is for whom, in which order, where results are, what exit codes mean."""

from typing import NamedTuple

from .words import Words


class Entry(NamedTuple):
    """What a command is for, and an example of it (the map shows its first line)."""

    what: Words
    example: Words


ABOUT = (
    "从中文工作报告里挖出事实：数量、金额、脱敏数字、数字缩略语、文件、重点措施，每个都指回原文的字。\n"
    "全程离线，不改动任何报告，不猜任何数字。先用 extract 读报告，其余命令都看它写出的结果文件夹。",
    "Facts from Chinese work reports: quantities, amounts, redacted figures, named measures, documents, key measures, "
    "each traced to its characters in the text.\n"
    "Offline; no report is changed, no figure guessed. Begin with extract; the other commands read the folder it writes.",
)

STEPS: dict[Words, dict[str, Entry]] = {
    ("第一步，读报告（档案员）", "Step 1, read the reports (archivist)"): {
        "extract": Entry(
            ("读取报告，写出表格和工作簿", "read reports, write tables and a workbook"),
            (
                'reportmine extract 汇报文件夹/ -o 结果\nreportmine extract "*.docx" 旧档案.zip -o 结果 --organizations 单位.csv',
                'reportmine extract reports/ -o results\nreportmine extract "*.docx" old.zip -o results --organizations units.csv',
            ),
        ),
    },
    ("第二步，看结果（各科室）", "Step 2, look at the results (office staff)"): {
        "compare": Entry(
            ("各单位并列比较：工作簿和可离线打开的网页", "units side by side: a workbook and offline pages"),
            ("reportmine compare 结果", "reportmine compare results"),
        ),
        "check": Entry(
            ("核对对不上的数，只提示，不改动", "what does not add up; nothing is ever corrected"),
            ("reportmine check 结果", "reportmine check results"),
        ),
        "explain": Entry(
            ("说明一句话里的每个事实由哪条规则得出", "one sentence taken apart: every fact and the rule that found it"),
            ('reportmine explain "组织12次学习，追回资金*.**亿元。"', 'reportmine explain "组织12次学习，追回资金*.**亿元。" --lang en'),
        ),
    },
    ("第三步，深入研究（研究者）", "Step 3, study (researcher)"): {
        "usage": Entry(
            ("报告语言的使用研究：索引、主题词、搭配、复用、扩散等", "how reporting language is used: concordance, keyness, reuse, diffusion …"),
            ("reportmine usage kwic 结果 高质量发展", "reportmine usage kwic results 高质量发展"),
        ),
        "tag": Entry(
            ("给段落标注重点措施", "key measures of paragraphs: JSON lines in, JSON lines out"),
            ("reportmine tag 段落.jsonl -o 标注.jsonl", "reportmine tag paragraphs.jsonl -o tagged.jsonl"),
        ),
        "train": Entry(
            ("训练自己的重点措施分类器，再用 tag --model", "train a key-measure classifier of your own, for tag --model"),
            (
                "reportmine train --weak 结果 -o 我的模型\nreportmine train corpora/key_measures -o 我的模型",
                "reportmine train --weak results -o my_model\nreportmine train corpora/key_measures -o my_model",
            ),
        ),
        "evaluate": Entry(
            ("用人工标注检验结果", "score results against labels made by hand"),
            (
                "reportmine evaluate 结果 标注.jsonl\n"
                "reportmine evaluate --key-measures 段落标注.jsonl\n"
                "reportmine evaluate corpora/reports corpora/gold/*.jsonl --gate corpora/gold/floors.json",
                "reportmine evaluate results gold.jsonl\n"
                "reportmine evaluate --key-measures labelled.jsonl\n"
                "reportmine evaluate corpora/reports corpora/gold/*.jsonl --gate corpora/gold/floors.json",
            ),
        ),
    },
    ("其他", "Besides"): {
        "completion": Entry(
            ("按 Tab 键补全命令和选项", "complete commands and options with the Tab key"),
            (
                "echo 'eval \"$(reportmine completion bash)\"' >> ~/.bashrc\n"
                "echo 'eval \"$(reportmine completion zsh)\"' >> ~/.zshrc\n"
                "reportmine completion fish > ~/.config/fish/completions/reportmine.fish",
            )
            * 2,
        ),
    },
}
COMMANDS = {name: entry for step in STEPS.values() for name, entry in step.items()}

RESULTS: dict[str, Words] = {
    "OUT/reportmine.xlsx": ("全部事实，一行一条，用 Excel 或 WPS 打开", "every fact, one a row, for Excel or WPS"),
    "OUT/csv/  OUT/tables/": ("同样的表，CSV 和 Parquet", "the same tables as CSV and Parquet"),
    "OUT/pages/index.html": ("compare 的网页；工作簿是 OUT/comparison.xlsx", "the pages of compare; its workbook is OUT/comparison.xlsx"),
    "OUT/problems.xlsx": ("check 的提示", "the findings of check"),
    "OUT/usage/": ("usage 的表，每个旁边有它的来历", "the tables of usage, each with its provenance beside it"),
}

EXIT_CODES: dict[str, Words] = {
    "0": ("做完了（读不了的报告只记一行原因）", "done (a report that cannot be read is a row with the reason)"),
    "1": ("做不下去；或 --strict 时有报告读不了，--gate 时有指标低于下限", "cannot go on; or a report failed under --strict, a figure under --gate"),
    "2": ("命令写错了，或命令里给的数据文件（词库、单位对照表、指标等）有错", "the command line is wrong, or a data file named on it"),
    "130": ("被 Ctrl-C 中断，再次运行即继续", "interrupted by Ctrl-C; run again to continue"),
}
