"""A report as a reader sends it."""

MESSAGE = "第二段“社会组职”应为“社会组织”。"


def send(client, **fields: str):
    return client.post("/report/", {"message": MESSAGE, **fields})
