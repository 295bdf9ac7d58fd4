"""`typology`: the table of scam types, the type of a text, and models of an agency's own labels."""

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from spean.cli.context import DONE_WITH_REJECTS, Output, clip, json_option, table
from spean.cli.lines import texts
from spean.render.table import printable
from spean.typology.lexicon import Typing, classify
from spean.typology.linear import LinearModel, Opinion, load, save
from spean.vocab.scams import ScamType, scam_types, sources

if TYPE_CHECKING:
    from spean.typology.labels import Labels
    from spean.typology.train import Scores


@click.group()
def typology_command() -> None:
    """Types of scam: the table, the type of a text, models of an agency's own labels. No node is needed."""


@typology_command.command("show")
@json_option
def typology_show(out: Output) -> None:
    """Show the table of types: names, case types, codes, each system's source and how sure it is."""
    data = {
        "types": [_type(scam) for scam in scam_types().values()],
        "sources": [dataclasses.asdict(source) for source in sources().values()],
    }
    out.answer(data, _show_text)


def _type(scam: ScamType) -> dict[str, Any]:
    return {
        "key": scam.key,
        "group": scam.group,
        "parent": scam.parent,
        "names": dict(scam.names),
        "thai_police": list(scam.police),
        "codes": [dataclasses.asdict(code) for code in scam.codes],
        "spellings": list(scam.spellings),
    }


def _show_text() -> str:
    rows = [
        (
            scam.key,
            scam.parent or ("(one of the four)" if scam.group else "-"),
            scam.names["en"],
            scam.names["th"],
            scam.names["km"],
            "yes" if scam.police else "no",
            *(_codes(scam, system) for system in ("stanford_finra", "iccs")),
        )
        for scam in scam_types().values()
    ]
    headers = ("type", "under", "English", "Thai", "Khmer", "case type", "Stanford/FINRA", "ICCS")
    notes = [f"{source.key} ({source.certainty}): {source.title}. {source.note}" for source in sources().values()]
    return "\n".join((table(headers, rows, ""), "< the code covers more than the type", "", *notes))


def _codes(scam: ScamType, system: str) -> str:
    found = [("< " if code.fit == "broad" else "") + code.code for code in scam.codes if code.system == system]
    return ", ".join(found) or "-"


@typology_command.command("classify")
@click.argument("file", type=click.File("r", encoding="utf-8-sig"))
@click.option("--model", "model_file", type=click.Path(path_type=Path, exists=True, dir_okay=False), default=None,
              help="A model that `typology train` made, beside the lexicon.")  # fmt: skip
@json_option
def typology_classify(file: TextIO, model_file: Path | None, out: Output) -> int:
    """Give the type of each text in FILE (- for stdin): lines of {"id","text"}, or plain text lines.

    With --json one JSON line for each. The words that led to the type stand beside it; no type: they do not say.
    """
    model = load(model_file)[0] if model_file else None
    bad = 0
    for number, line in enumerate(texts(file), start=1):
        if isinstance(line, str):
            bad += 1
            click.echo(line, err=True)
            continue
        name, text, _ = line
        typing, opinion = classify(text), model.opinion(text) if model else None
        if out.as_json:
            click.echo(json.dumps({"id": name, **_typing(typing), **_opinion(opinion)}, ensure_ascii=False))
        else:
            click.echo("\t".join((str(name), *_typing_cells(typing), *_opinion_cells(opinion))))
        if number % 200 == 0:
            out.progress(f"{number} texts read")
    out.clear()
    return DONE_WITH_REJECTS if bad else 0


def _typing(typing: Typing) -> dict[str, Any]:
    return {
        "type": typing.scam,
        "parent": scam_types()[typing.scam].parent if typing.scam else None,
        "score": typing.score,
        "runner_up": typing.runner_up,
        "words": [
            {"type": word.scam, "text": word.text, "start": word.start, "end": word.end, "weight": word.weight}
            for word in typing.words
        ],
    }


def _typing_cells(typing: Typing) -> tuple[str, str]:
    return typing.scam or "-", printable(", ".join(word.text for word in typing.reasons)) or "-"


def _opinion(opinion: Opinion | None) -> dict[str, Any]:
    if opinion is None:
        return {}
    weighed = [{"run": run, "weight": round(weight, 3)} for run, weight in opinion.weighed]
    return {
        "model": {
            "label": opinion.label,
            "likeliest": opinion.likeliest,
            "probability": round(opinion.probability, 3),
            "weighed": weighed,
        }
    }


def _opinion_cells(opinion: Opinion | None) -> tuple[str, ...]:
    if opinion is None:
        return ()
    runs = " ".join(f"[{run}]" for run, _ in opinion.weighed)
    return printable(opinion.label or "-"), f"{opinion.probability:.2f}", printable(runs)


@typology_command.command("train")
@click.argument("labels", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", "model_file", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help="Where to write the model (JSON).")  # fmt: skip
@click.option("--threshold", type=click.FloatRange(0, 1), default=0.6, show_default=True,
              help="The model abstains where its probability is below this.")  # fmt: skip
@json_option
def typology_train(labels: Path, model_file: Path, threshold: float, out: Output) -> int:
    """Fit a model on LABELS (.csv or .jsonl with label and text, or lines of label|text) and print its scores.

    Scores are of five-fold cross-validation, each text once, texts that differ only in digits and links in one fold.
    """
    from spean.typology.labels import read_labels
    from spean.typology.train import train

    read = read_labels(labels)
    out.progress(f"{len(read.texts)} texts: fitting six models")
    model, scores = train(read, threshold)
    sha256 = save(model, model_file)
    out.clear()
    out.answer(_trained(read, scores, model, sha256), lambda: _trained_text(read, scores, model, sha256))
    return DONE_WITH_REJECTS if read.rejected else 0


def _trained(read: "Labels", scores: "Scores", model: LinearModel, sha256: str) -> dict[str, Any]:
    return {
        "rows": read.rows,
        "texts": len(read.texts),
        "groups": scores.groups,
        "rejected_lines": list(read.rejected),
        "texts_with_two_labels": [list(lines) for lines in read.twice_labelled],
        "labels": {label: dataclasses.asdict(score) for label, score in scores.labels.items()},
        "macro_f1": scores.macro_f1,
        "accuracy": scores.accuracy,
        "dummy": {"macro_f1": scores.dummy_macro_f1, "accuracy": scores.dummy_accuracy},
        "confusion": [list(row) for row in scores.confusion],
        "abstention": [
            {"threshold": at, "answered": answered, "right_of_answered": right}
            for at, (answered, right) in scores.answered.items()
        ],
        "threshold": model.threshold,
        "stamp": dict(model.stamp),
        "sha256": sha256,
    }


def _trained_text(read: "Labels", scores: "Scores", model: LinearModel, sha256: str) -> str:
    names = list(scores.labels)
    per_label = [
        (clip(label), f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}", one.texts)
        for label, one in scores.labels.items()
    ]
    confusion = [(clip(label), *row) for label, row in zip(names, scores.confusion, strict=True)]
    abstention = [
        (f"{at:g}{' *' if at == model.threshold else ''}", f"{answered:.3f}", f"{right:.3f}")
        for at, (answered, right) in scores.answered.items()
    ]
    return "\n".join(
        (
            f"{read.rows} rows: {len(read.texts)} different texts with one label in {scores.groups} groups alike; "
            f"{len(read.twice_labelled)} texts with two labels left out; "
            f"{len(read.rejected)} rows without label or text.",
            "",
            table(("label", "precision", "recall", "F1", "texts"), per_label, ""),
            f"macro-F1 {scores.macro_f1:.3f} (always the commonest label: {scores.dummy_macro_f1:.3f}), "
            f"accuracy {scores.accuracy:.3f} ({scores.dummy_accuracy:.3f}); five-fold cross-validation",
            "",
            table(("true \\ answered", *map(clip, names)), confusion, ""),
            "",
            table(("threshold", "answered", "right of those"), abstention, ""),
            f"* the model's own. {len(model.vocabulary)} runs of characters, scikit-learn "
            f"{model.stamp['scikit_learn']}, data SHA-256 {read.sha256}",
            f"model SHA-256 {sha256}",
        )
    )
