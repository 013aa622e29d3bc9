"""Web pages saved as one file (mht): the first HTML part, decoded as its header says."""

from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from ..encoding import Decoded
from ..errors import FormatError
from ..model import Report
from .html import page, page_text
from .limits import DEFAULT, Limits


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in a web archive, as the HTML reader reads its page."""
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return page(_source(part, name), data, name, format="mhtml")
    raise FormatError(
        f"{name}：网页存档里没有网页。请用浏览器打开后另存为 html。",
        f"{name}: the web archive holds no page. Open it in a browser and save it as html.",
    )


def _source(part: Message | EmailMessage, name: str) -> Decoded:
    body = part.get_payload(decode=True)
    body = body if isinstance(body, bytes) else b""
    charset = part.get_content_charset()
    if charset:
        label = "gb18030" if charset in ("gb2312", "gbk") else charset
        try:
            return Decoded(body.decode(label), label)
        except (UnicodeDecodeError, LookupError):
            pass
    return page_text(body, name)
