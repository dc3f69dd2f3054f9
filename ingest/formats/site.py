"""Which part of a saved page is the document, and which the site around it: menus, related links, comments, cookies."""

from __future__ import annotations

import re

from lxml import etree

_NOT_SHOWN = frozenset(
    ("script", "style", "noscript", "iframe", "select", "svg", "template", "head", "object", "video", "audio", "input",
     "button", "textarea", "canvas", "map", "datalist", "dialog")
)  # fmt: skip
_AROUND = frozenset(("nav", "aside", "footer", "header"))
_AROUND_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert", "menu"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SITE_WORDS = frozenset(
    ("ad", "ads", "advert", "advertisement", "author", "banner", "binhluan", "bookmark", "breadcrumb", "breadcrumbs",
     "captcha", "comment", "comments", "consent", "cookie", "cookies", "copyright", "docnhieu", "download", "fanpage",
     "hotnews", "lienquan", "login", "logo", "menu", "modal", "nav", "navbar", "navigation", "newsletter", "pagination",
     "popup", "print", "quangcao", "rating", "recommend", "register", "related", "search", "share", "sharing",
     "sidebar",
     "skip", "social", "sponsor", "subscribe", "tag", "tags", "tinkhac", "tinlienquan", "toolbar", "tooltip", "topbar",
     "widget")
)  # fmt: skip
_NAME = re.compile(r"(?<![^\W_])[A-Za-z]+(?![^\W_])")
_HUMP = re.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
"""Words of a name: parts between signs that have no digits (an identifier may spell anything), then its humps."""
_ROOTS = (
    ".//*[@data-vbpl-content-root]",
    ".//*[@id='toanvancontent']",
    ".//*[@class='vbContent']",
    ".//*[@class='content1']",
    ".//*[@itemprop='articleBody']",
    ".//main",
    ".//article",
)
"""Where the national databases of legal texts and HTML itself say that the document is, the surest first."""
_BODY_NAME = re.compile(
    r"(article|entry|post|news|detail|doc|document|vanban|main)[-_]?(body|content|detail|text)|(content|body)[-_]?"
    r"(detail|article|news|post|doc)|noi-?dung|toan-?van|full-?text|chi-?tiet",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"^(tin (liên quan|khác|mới|cùng chuyên mục|bài khác)|bài viết (liên quan|khác)|các tin (khác|liên quan)|bình luận"
    r"|ý kiến (bạn đọc|của bạn)|cùng chuyên mục|có thể bạn quan tâm|đọc (thêm|nhiều)|xem (thêm|nhiều)|tin đọc nhiều"
    r"|văn bản (liên quan|cùng)|chia sẻ( bài viết)?|từ khóa|tags?)\s*(\(\d+\))?\s*:?$",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"CỘNG H\S{1,3} XÃ HỘI CHỦ NGHĨA|ĐẢNG CỘNG SẢN VIỆT NAM|Nơi nhận|^\s*Điều \d+\.", re.MULTILINE)
_SHARE_OF_PAGE = 0.3
_MIN_LINKS = 4


def root_of(page: etree._Element) -> etree._Element:
    """The element that holds the document; the body (or the page itself) where none stands out."""
    body = page.find("body")
    whole = page if body is None else body
    size = letters(whole)
    for path in _ROOTS:
        found = [node for node in whole.findall(path) if letters(node) > _SHARE_OF_PAGE * size]
        if len(found) == 1:
            return found[0]
    named = [
        node
        for node in whole.iter("div", "section", "td", "article")
        if _BODY_NAME.search(f"{node.get('id') or ''} {node.get('class') or ''}")
    ]
    fitting = [node for node in named if letters(node) > 0.5 * size]
    return min(fitting, key=letters) if fitting else whole


def letters(node: etree._Element) -> int:
    """How many characters of text are below `node`, white space folded."""
    return sum(len(" ".join(str(text).split())) for text in node.itertext("*"))


def is_around(node: etree._Element, tag: str, size: int) -> bool:
    """Whether `node`, in a document of `size` letters, is no part of it: not shown, or the site around it."""
    if tag in _NOT_SHOWN or node.get("hidden") is not None or _HIDDEN.search(node.get("style") or ""):
        return True
    if tag in _AROUND or (node.get("role") or "").lower() in _AROUND_ROLES:
        return not _speaks(node)
    if tag not in ("div", "section", "ul", "ol", "table", "p", "td", "span", "h2", "h3", "h4", "dl"):
        return False
    if tag in ("ul", "ol", "div", "section", "table", "dl") and _is_menu(node):
        return True
    named = {
        hump.lower()
        for name in ("id", "class")
        for word in _NAME.findall(node.get(name) or "")
        for hump in (word, *_HUMP.findall(word))
    }
    return bool(named & _SITE_WORDS) and tag != "span" and letters(node) < _SHARE_OF_PAGE * size and not _speaks(node)


def ends_document(line: str) -> bool:
    """Whether a line is the heading of what a site puts under its articles: related links, comments."""
    return _ENDS.match(line) is not None


def _speaks(node: etree._Element) -> bool:
    """Whether the words of a document stand in it, whatever it is called."""
    return _DOCUMENT.search("".join(map(str, node.itertext("*")))) is not None


def _is_menu(node: etree._Element) -> bool:
    """Whether a list or a box is mostly links."""
    links = node.findall(".//a")
    return len(links) >= _MIN_LINKS and sum(map(letters, links)) > 0.7 * letters(node)
