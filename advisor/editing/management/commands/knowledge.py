"""`manage.py knowledge …`: check, prove, import, publish, export, compare and score rule bases."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from advisor.editing.checking import NotSound
from advisor.editing.drafts import DraftChanged, DraftClosed, make_draft
from advisor.editing.importing import publish_checked, publish_first
from advisor.editing.models import Draft
from advisor.editing.publishing import NoSecondFactor, NotChecked, OtherFiles, OwnDraft
from advisor.editing.rights import NotAllowed
from advisor.proofs.covering import answer_sets, told_cases
from advisor.proofs.telling import told_proofs
from advisor.releases.models import Release
from advisor.releases.publishing import PublishedMeanwhile
from knowledge import (
    KnowledgeError,
    Problem,
    Proof,
    RuleBase,
    check_folder,
    prove,
    read_files,
    read_folder,
)
from knowledge.model import LANGUAGES
from knowledge.reports import proof_values
from knowledge.scoring import Score, score

REFUSALS = (
    *(NotChecked, NoSecondFactor, OtherFiles, OwnDraft),
    *(DraftChanged, DraftClosed, PublishedMeanwhile),
)
BASE = str(settings.BASE_DIR / "knowledge/base")


class Command(BaseCommand):
    """Works on rule bases as folders of YAML."""

    help = "Check, import, export, compare and score rule bases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One sub-command for each kind of work."""
        commands = parser.add_subparsers(dest="work", required=True)
        check = commands.add_parser("check", help="every problem, with file, line and column")
        check.add_argument("folder", nargs="?", default=BASE)
        prove = commands.add_parser("prove", help="gaps, dead rules, direction; counterexamples")
        prove.add_argument("folder", nargs="?", default=BASE)
        prove.add_argument("--lang", choices=LANGUAGES, default="en")
        load = commands.add_parser("import", help="a folder as a draft; --publish: as a release")
        load.add_argument("folder")
        load.add_argument("--publish", action="store_true")
        load.add_argument("--if-empty", action="store_true", help="only as the first release")
        load.add_argument("--by", help="whose draft it is; the first release needs nobody")
        load.add_argument("--title", default="Imported from a folder")
        load.add_argument("--note", default="Imported from a folder.")
        out = commands.add_parser("publish", help="check a draft, replay under it, publish it")
        out.add_argument("draft", type=int)
        out.add_argument("--by", required=True, help="an account with the right to publish")
        out.add_argument("--note", required=True, help="what changes and why")
        save = commands.add_parser("export", help="write a release or a draft as a folder")
        save.add_argument("folder")
        save.add_argument("--release", type=int)
        save.add_argument("--draft", type=int)
        diff = commands.add_parser("diff", help="which files and rules differ")
        diff.add_argument("a", help="a release number, draft:NUMBER or a folder")
        diff.add_argument("b", help="a release number, draft:NUMBER or a folder")
        score = commands.add_parser("score", help="judge the advice on a list of real systems")
        score.add_argument("file")
        score.add_argument("--folder", default=BASE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the work that was asked for."""
        work = getattr(self, f"do_{options['work']}")
        try:
            work(options)
        except KnowledgeError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(counted(len(error.problems)), returncode=1) from None
        except NotAllowed as error:
            raise CommandError(
                f"{options['by']} lacks the right {error.right}", returncode=1
            ) from None
        except NotSound as error:
            for line in report_lines(error.check.report):
                self.stderr.write(line)
            raise CommandError("not sound: nothing was published", returncode=1) from None
        except REFUSALS as error:
            raise CommandError(str(error), returncode=1) from None

    def do_check(self, options: Mapping[str, Any]) -> None:
        """Name every problem of a folder."""
        problems = check_folder(existing(options["folder"]))
        if problems:
            raise KnowledgeError(problems)
        base = read_folder(options["folder"])
        self.stdout.write(f"{len(base.rules)} rules, {len(base.facts)} facts, no problem.")

    def do_prove(self, options: Mapping[str, Any]) -> None:
        """Prove what holds for all answers; name what does not, with answers that show it."""
        base = read_folder(existing(options["folder"]))
        proofs = prove(base)
        with translation.override(options["lang"]):
            for line in (*proof_lines(base, proofs), covered_line(base)):
                self.stdout.write(line)
        failed = sum(proof.verdict == "fails" for proof in proofs)
        if failed:
            raise CommandError(f"{failed} of {len(proofs)} proofs fail", returncode=1)

    def do_import(self, options: Mapping[str, Any]) -> None:
        """Make a draft of a folder, or a release of it if asked."""
        is_first = not Release.objects.exists()
        if options["if_empty"] and not is_first:
            return
        base = read_folder(existing(options["folder"]))
        if is_first:
            self.publish_first(base, options)
            return
        user = account(options["by"])
        draft = make_draft(user, options["title"], base.files)
        self.stdout.write(f"Draft {draft.pk} by {user}: {draft.hash}")
        if options["publish"]:
            self.tell(publish_checked(user, draft.pk, options["note"]))

    def publish_first(self, base: RuleBase, options: Mapping[str, Any]) -> None:
        """Publish what a new installation begins with."""
        if not options["publish"]:
            raise CommandError("there is no release yet: add --publish", returncode=2)
        self.tell(publish_first(base.files, options["note"]))

    def do_publish(self, options: Mapping[str, Any]) -> None:
        """Publish a draft, if it is sound and whoever is named may."""
        user, draft = account(options["by"]), draft_of(options["draft"])
        self.tell(publish_checked(user, draft.pk, options["note"]))

    def tell(self, release: Release) -> None:
        """Say what is live now."""
        self.stdout.write(f"Release {release.number} is live: {release.hash}")

    def do_export(self, options: Mapping[str, Any]) -> None:
        """Write the files of a release or a draft."""
        folder = Path(options["folder"])
        if folder.is_dir() and any(folder.iterdir()):
            raise CommandError(f"{folder} is not empty: name a new folder", returncode=2)
        number = options["draft"]
        source = release_of(options["release"]) if number is None else draft_of(number)
        for name, text in source.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        word = f"Draft {number}" if number else f"Release {source.pk}"
        self.stdout.write(f"{word} written to {folder}: {source.hash}")

    def do_diff(self, options: Mapping[str, Any]) -> None:
        """Say which rules and files differ."""
        a, b = base_of(options["a"]), base_of(options["b"])
        for kind, left, right in (("rule", a.rules, b.rules), ("file", a.files, b.files)):
            for line in differences(kind, left, right):
                self.stdout.write(line)

    def do_score(self, options: Mapping[str, Any]) -> None:
        """Judge the advice on real systems."""
        file = Path(options["file"])
        if not file.is_file():
            raise CommandError(f"{file}: no such file", returncode=2)
        base = read_folder(existing(options["folder"]))
        for line in score_lines(score(base, file.name, file.read_bytes())):
            self.stdout.write(line)


def counted(number: int) -> str:
    """How many problems there are, in words."""
    return f"{number} problem{'' if number == 1 else 's'}"


def proof_lines(base: RuleBase, proofs: Iterable[Proof]) -> Iterator[str]:
    """A line for each claim, and for each failure the answers that show it."""
    for group in told_proofs(base, map(proof_values, proofs)):
        for claim in group["claims"]:
            counted = f" ({claim['counted']})" if claim["counted"] else ""
            yield f"{claim['verdict']}: {claim['words']}{counted}"
            for failure in claim["failures"]:
                yield f"  {failure['words']}"
                yield from (f"    {each['name']}: {each['answer']}" for each in failure["answers"])
                yield f"    {settings.SITE_URL}{failure['ask_url']}"
            yield from (f"  ? {each}" for each in claim["undecided"])


def covered_line(base: RuleBase) -> str:
    """How many answers and cases the proofs and cases cover."""
    sets, cases = answer_sets(base), told_cases(base)
    many = f"{sets['factor']}e{sets['power']} sets of answers, " if sets else ""
    seen = f"{cases['both']} of {cases['rules']} rules seen firing and silent"
    return f"covered: {many}{cases['count']} cases, {seen}"


def report_lines(report: Mapping[str, Any]) -> list[str]:
    """What a check found wrong, one line each."""
    problems = [str(Problem(**each)) for each in report["problems"]]
    failed = [each for each in report["proofs"] if each["verdict"] == "fails"]
    return problems + [
        f"fails: {each['property']} › {each['claim']}: {', '.join(each['subjects'])}"
        f"; answers: {each['counterexample']}"
        for each in failed
    ]


def existing(folder: str) -> Path:
    """`folder` as a path; raises CommandError when there is none."""
    path = Path(folder)
    if not path.is_dir():
        raise CommandError(f"{folder}: no such folder", returncode=2)
    return path


def release_of(number: int | None) -> Release:
    """A release by number, the newest without one; raises CommandError."""
    if number is None:
        found, missing = Release.objects.newest(), "there is no release yet"
    else:
        found, missing = (
            Release.objects.filter(number=number).first(),
            f"there is no release {number}",
        )
    if found is None:
        raise CommandError(missing, returncode=2)
    return found


def draft_of(number: int) -> Draft:
    """A draft by number; raises CommandError."""
    draft = Draft.objects.filter(pk=number).first()
    if draft is None:
        raise CommandError(f"there is no draft {number}", returncode=2)
    return draft


def account(name: str | None) -> User:
    """An account by its name; raises CommandError."""
    if not name:
        raise CommandError("say who does it: --by NAME of an account", returncode=2)
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"there is no account {name}", returncode=2)
    return user


def base_of(name: str) -> RuleBase:
    """The rule base of a release number, a draft or a folder."""
    if name.isdecimal():
        return release_of(int(name)).read()
    word, _, number = name.partition(":")
    if word == "draft" and number.isdecimal():
        return read_files(draft_of(int(number)).files)
    return read_folder(existing(name))


def differences(kind: str, a: Mapping[str, Any], b: Mapping[str, Any]) -> list[str]:
    """One line for each thing that was added, removed or changed."""
    added = [f"+ {kind} {name}" for name in b if name not in a]
    removed = [f"- {kind} {name}" for name in a if name not in b]
    changed = [f"~ {kind} {name}" for name in a if name in b and a[name] != b[name]]
    return removed + added + changed


def score_lines(result: Score) -> list[str]:
    """One line a case, then the shares."""
    lines = [
        f"{'ok  ' if case.is_accepted else 'MISS'} {case.id}: advised {case.advised}, "
        f"accepted {list(case.accepted)}, best {case.best}, "
        f"by {', '.join(case.deciding) or 'no rule'}"
        for case in result.cases
    ]
    left_out = [f"{case.id}: {why}" for case in result.cases for why in case.left_out]
    return [
        *lines,
        *(f"left out of {each}" for each in left_out),
        f"accepted: {result.accepted} of {len(result.cases)}",
        f"best, averaged over stages: {result.average:.2f} "
        f"({result.average_by_needed:.2f} if stages could be skipped)",
    ]
