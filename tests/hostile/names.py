"""Names that files arrive under, and addresses that people make up."""

import random
import unicodedata

NAMES = {
    "a path up": "../../../../etc/cron.d/pack",
    "a Windows path up": "..\\..\\..\\windows\\pack",
    "a path from the root": "/etc/passwd",
    "dots that are taken out once": "....//....//pack",
    "an escaped path": "%2e%2e%2f%2e%2e%2fpack",
    "a NUL": "pack.php\0",
    "a line break": "pack\r\nSet-Cookie: sessionid=1",
    "a quotation mark": 'pack"; filename="evil.html',
    "marks of a page": "<script>alert(1)</script>",
    "a template": "{{ settings.SECRET_KEY }}{% debug %}",
    "a command": "$(touch pack)`touch pack`;touch pack|",
    "written backwards": "pack\u202exslp.exe",
    "wide dots": "\uff0e\uff0e\uff0fpack",
    "overlong UTF-8": "pack\udcc0\udcaf",
    "another alphabet": "Vorträge für Ŵyn – السلام – 会议 🙂",
    "letters of two parts": unicodedata.normalize("NFD", "Été"),
    "a device of Windows": "CON",
    "nothing": "",
    "one dot": ".",
    "an option": "-rf",
    "very long": "p" * 5000,
}
PATHS = (
    "/papers/1/1/..%2f..%2f..%2fetc%2fpasswd",
    "/papers/1/1/large.webp%00.html",
    "/papers/1/1/large.webp/../../../../../etc/passwd",
    "/papers/1/1/original.pdf",
    "/papers/1/1/1-large.webp",
    "/papers/-1/1/large.webp",
    "/papers/1/99999/large.webp",
    f"/papers/{10**18}/1/large.webp",
    f"/papers/{10**30}/1/large.webp",
    f"/papers/copies/{10**30}/",
    f"/accounts/my-data/{10**30}/",
    "/papers/１/1/large.webp",
    "/papers/1%20or%201=1/1/large.webp",
    "/files/papers/1/1/original.pdf",
    "/media/papers/1/1/original.pdf",
    "/static/../portal.sqlite3",
    "/static/%2e%2e/%2e%2e/iag_portal/settings.py",
    "/static/..%5c..%5cportal.sqlite3",
    "/static//etc/passwd",
    "/publications/..%2f..%2fetc/passwd/pdf/",
    "/publications/HAR-2026-S01/0/pdf/",
)


def made_up(count, seed=7):
    """More names, each a string of signs that file systems, shells and pages find special."""
    signs = "./\\:\0\r\n\t\"'<>|&;$`%{}()*?~ \u202e\u2028\ufeff\uff0e\U0001f642éx"
    dice = random.Random(seed)
    return ["".join(dice.choices(signs, k=dice.randint(1, 60))) for _ in range(count)]
