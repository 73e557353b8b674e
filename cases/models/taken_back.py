"""What was public and was taken back stays so, unless somebody brings it back on purpose."""

from cases.choices import State

STAYS_WITHDRAWN = "案例已经撤回，保存不会重新公布它：要重新公布，请用“发布”。"
STAYS_SEALED = "案例已经封存，状态不会随保存、恢复或者发布改变：确要重新公布，先解除封存。"


def refusal(before: str, after: str, *, on_purpose: bool) -> str:
    """What stands against this change of an award's state, in Chinese; empty where nothing does.

    A sealed award is unsealed on purpose, and is withdrawn then; a withdrawn one is published on purpose.
    """
    if before == State.SEALED != after and not (on_purpose and after == State.WITHDRAWN):
        return STAYS_SEALED
    if before == State.WITHDRAWN and after == State.PUBLISHED and not on_purpose:
        return STAYS_WITHDRAWN
    return ""
