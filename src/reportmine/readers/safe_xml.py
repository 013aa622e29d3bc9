"""XML from strangers: no entities, no network, no document type, bounded depth and size."""

from lxml import etree

from ..errors import DamagedError, FormatError


def parse(data: bytes, name: str, part: str) -> etree._Element:
    """The root element of an XML part. Raises `DamagedError` if it is damaged, `FormatError` if it declares a document type.

    Office files never declare one; only an attack does (entity expansion, external references).
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DamagedError(
            f"{name}：文件结构已损坏，其中 {part} 读不出。请用原软件打开后另存一次。",
            f"{name}: damaged, {part} in it cannot be read. Open it in the program it came from and save it again.",
        ) from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise FormatError(
            f"{name}：{part} 带有外部文档类型声明，不安全，已拒绝。请从可信来源重新获取文件。",
            f"{name}: refused, {part} has a document type declaration, which is not safe. Get the file from a source you trust.",
        )
    return root
