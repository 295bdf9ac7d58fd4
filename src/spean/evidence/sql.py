"""The queries of evidence, over the tables `reports`, `mentions`, `senders` and `facts` that `Evidence` makes.

`value_roles` is the table of `release.roles` said in SQL: a test holds it equal to `role_over_reports`. Within one
report a victim's standing wins, so that a second reading of a victim's number never makes it suspect there. A value
takes the strictest role of what it carries: what holds a victim's or a contested number is no suspect's over all
reports, wherever that number is named.
"""

#: The views over the files: (kind, value, uid) → role in that report; (kind, value) → role over all reports.
ROLE_VIEWS = (
    """
    CREATE VIEW report_roles AS
    SELECT kind, value, uid, any_value(report_id) AS report_id,
           CASE WHEN bool_or(role = 'victim') THEN 'victim'
                WHEN bool_or(role = 'contested') THEN 'contested'
                WHEN bool_or(role = 'suspect') THEN 'suspect'
                ELSE 'context' END AS role,
           coalesce(max(confidence) FILTER (role = 'suspect'), 0.0) AS confidence
    FROM mentions GROUP BY kind, value, uid
    """,
    """
    CREATE VIEW named_roles AS
    SELECT kind, value,
           CASE WHEN bool_or(role = 'contested') THEN 'contested'
                WHEN bool_or(role = 'suspect') AND bool_or(role = 'victim') THEN 'contested'
                WHEN bool_or(role = 'victim') THEN 'victim'
                WHEN bool_or(role = 'suspect') THEN 'suspect'
                ELSE 'context' END AS role,
           count(*) AS reports,
           count(*) FILTER (role = 'suspect') AS suspect_reports,
           coalesce(max(confidence) FILTER (role = 'suspect'), 0.0) AS confidence
    FROM report_roles GROUP BY kind, value
    """,
    """
    CREATE VIEW carried AS
    SELECT DISTINCT kind, value, one.kind AS inner_kind, one.value AS inner_value
    FROM (SELECT kind, value, unnest(carries) AS one FROM mentions WHERE carries IS NOT NULL)
    """,
    """
    CREATE VIEW value_roles AS
    WITH inside AS (
        SELECT c.kind, c.value, bool_or(n.role = 'contested') AS contested
        FROM carried c JOIN named_roles n ON n.kind = c.inner_kind AND n.value = c.inner_value
        WHERE n.role IN ('victim', 'contested') GROUP BY c.kind, c.value)
    SELECT kind, value,
           CASE WHEN contested IS NULL THEN role
                WHEN contested OR role IN ('suspect', 'contested') THEN 'contested'
                ELSE 'victim' END AS role,
           reports, suspect_reports, confidence
    FROM named_roles LEFT JOIN inside USING (kind, value)
    """,
)

COUNTS = """
SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM mentions WHERE rank = 0),
       (SELECT count(*) FROM (SELECT DISTINCT kind, value FROM mentions
                              WHERE confidence > 0 AND kind NOT IN (SELECT kind FROM facts)))
"""

VALUE_ROLES = """
WITH named AS (SELECT * FROM value_roles WHERE kind NOT IN (SELECT kind FROM facts) AND kind = coalesce($kind, kind)),
     sources AS (
        SELECT r.kind, r.value, count(DISTINCT s.sender) AS sources
        FROM report_roles r JOIN reports USING (uid) JOIN senders s USING (batch)
        WHERE r.role = 'suspect' GROUP BY r.kind, r.value)
SELECT kind, value, role, reports, suspect_reports, coalesce(sources, 0), confidence
FROM named LEFT JOIN sources USING (kind, value)
WHERE $role IS NULL OR (role = $role AND confidence >= $confidence AND strlen(value) <= $bytes)
ORDER BY kind, value
"""

SEIZURES = """
SELECT * FROM reports WHERE text_substance IS NOT NULL OR text_species IS NOT NULL ORDER BY batch, line, uid
"""

SENDERS = """
SELECT DISTINCT r.kind, r.value, s.sender
FROM report_roles r SEMI JOIN asked USING (kind, value) JOIN reports USING (uid) JOIN senders s USING (batch)
WHERE r.role = 'suspect'
"""

#: As `value_roles`, of a few values: what is asked is sought first, and only that is grouped.
ROLES_OF = """
WITH here AS (
        SELECT kind, value, uid,
               CASE WHEN bool_or(role = 'victim') THEN 'victim'
                    WHEN bool_or(role = 'contested') THEN 'contested'
                    WHEN bool_or(role = 'suspect') THEN 'suspect'
                    ELSE 'context' END AS role
        FROM mentions SEMI JOIN asked USING (kind, value) GROUP BY kind, value, uid)
SELECT kind, value,
       CASE WHEN bool_or(role = 'contested') THEN 'contested'
            WHEN bool_or(role = 'suspect') AND bool_or(role = 'victim') THEN 'contested'
            WHEN bool_or(role = 'victim') THEN 'victim'
            WHEN bool_or(role = 'suspect') THEN 'suspect'
            ELSE 'context' END AS role
FROM here GROUP BY kind, value
"""

#: What a few values carry.
CARRIED_BY = """
SELECT DISTINCT kind, value, one.kind, one.value
FROM (SELECT kind, value, unnest(carries) AS one FROM mentions SEMI JOIN asked USING (kind, value))
"""

LOOK_UP = """
WITH here AS (SELECT * FROM mentions WHERE kind = $kind AND value = $value),
     roles AS (
        SELECT uid, CASE WHEN bool_or(role = 'victim') THEN 'victim'
                         WHEN bool_or(role = 'contested') THEN 'contested'
                         WHEN bool_or(role = 'suspect') THEN 'suspect'
                         ELSE 'context' END AS role_here
        FROM here GROUP BY uid)
SELECT here.*, role_here FROM here JOIN roles USING (uid) ORDER BY report_id, uid, field, start, rank
"""

#: The roles of values in each report that names them, with which a look-up settles what a value carries.
ROLES_HERE = """
SELECT kind, value, CASE WHEN bool_or(role = 'victim') THEN 'victim'
                         WHEN bool_or(role = 'contested') THEN 'contested'
                         WHEN bool_or(role = 'suspect') THEN 'suspect'
                         ELSE 'context' END AS role_here
FROM mentions SEMI JOIN asked USING (kind, value) GROUP BY kind, value, uid
"""

CONTESTED = """
WITH contested AS (SELECT kind, value FROM value_roles
                   WHERE role = 'contested' AND kind NOT IN (SELECT kind FROM facts)),
     places AS (
        SELECT kind, value, uid, report_id, role FROM report_roles
        UNION
        SELECT c.kind, c.value, r.uid, r.report_id, r.role
        FROM carried c JOIN report_roles r ON r.kind = c.inner_kind AND r.value = c.inner_value
        WHERE r.role = 'victim')
SELECT kind, value, uid, report_id, role FROM places SEMI JOIN contested USING (kind, value)
ORDER BY kind, value, report_id, uid, role
"""

SUSPECT_EDGES = """
SELECT m.uid, any_value(m.report_id) AS report_id, m.kind, m.value,
       CASE WHEN m.kind = 'bank_account' THEN m.qualifier ELSE '' END AS bank,
       max(m.confidence) AS confidence
FROM mentions m
JOIN (SELECT kind, value FROM value_roles WHERE role = 'suspect') v USING (kind, value)
JOIN (SELECT kind, value, uid FROM report_roles WHERE role = 'suspect') r USING (kind, value, uid)
WHERE m.role = 'suspect' AND m.confidence >= $confidence AND strlen(m.value) <= $bytes
  AND m.kind NOT IN (SELECT kind FROM facts)
GROUP BY m.uid, m.kind, m.value, bank
"""

NAMED_BY = """
SELECT DISTINCT uid, kind, value, CASE WHEN kind = 'bank_account' THEN qualifier ELSE '' END AS bank
FROM mentions SEMI JOIN asked USING (uid)
WHERE role = 'suspect' AND confidence >= $confidence AND kind NOT IN (SELECT kind FROM facts)
ORDER BY uid, kind, value, bank
"""

GROUP_TIMES = """
SELECT g.name, count(*), count(seen), min(seen), max(seen)
FROM (SELECT g.name, coalesce(occurred_utc, reported_utc) AS seen FROM groups g JOIN reports USING (uid)) g
GROUP BY g.name
"""

GROUP_PROVINCES = """
SELECT g.name, text_province, count(*) AS named
FROM groups g JOIN reports USING (uid) WHERE text_province IS NOT NULL
GROUP BY g.name, text_province ORDER BY g.name, named DESC, text_province
"""

GROUP_MONEY = """
WITH stated AS (
    SELECT uid, split_part(value, ' ', 2) AS currency,
           TRY_CAST(split_part(value, ' ', 1) AS DECIMAL(38, 4)) AS amount
    FROM mentions WHERE kind = 'amount' AND field = 'amount' AND rank = 0
    QUALIFY row_number() OVER (PARTITION BY uid ORDER BY start) = 1)
SELECT g.name, currency, sum(amount), count(*)
FROM groups g JOIN stated USING (uid) WHERE amount IS NOT NULL AND currency <> ''
GROUP BY g.name, currency ORDER BY g.name, currency
"""
