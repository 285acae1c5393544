/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-ledger"

#include "config.h"

#include "kin-practice-ledger.h"

#define MOST_LINES 200000

typedef struct
{
  char    *method;
  char    *path;     /* with its query */
  gboolean bearer;
  gboolean faulty;
  guint    status;
  gint64   time;     /* milliseconds since the program started */
} Line;

struct _KinPracticeLedger
{
  GArray *lines;     /* of Line */
  gint64  start;
};

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->method);
  g_free (line->path);
}

/**
 * kin_practice_ledger_new:
 *
 * Returns: (transfer full): an empty ledger
 */
KinPracticeLedger *
kin_practice_ledger_new (void)
{
  KinPracticeLedger *self = g_new0 (KinPracticeLedger, 1);

  self->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_array_set_clear_func (self->lines, line_clear);
  self->start = g_get_monotonic_time ();

  return self;
}

/**
 * kin_practice_ledger_free:
 * @self: (transfer full): the ledger
 *
 * Frees the ledger.
 */
void
kin_practice_ledger_free (KinPracticeLedger *self)
{
  g_array_unref (self->lines);
  g_free (self);
}

/**
 * kin_practice_ledger_add:
 * @self: the ledger
 * @request: what was asked
 * @status: the HTTP status of the answer
 * @faulty: whether a fault was played
 *
 * Adds a line.
 */
void
kin_practice_ledger_add (KinPracticeLedger *self, KinPracticeRequest *request, guint status,
                         gboolean faulty)
{
  Line line = { .bearer = request->bearer != NULL, .faulty = faulty, .status = status };

  if (self->lines->len >= MOST_LINES)
    return;

  line.method = g_strdup (request->method);
  line.path = g_strdup_printf ("%s%s%s", request->path, request->query != NULL ? "?" : "",
                               request->query != NULL ? request->query : "");
  line.time = (g_get_monotonic_time () - self->start) / 1000;
  g_array_append_val (self->lines, line);
}

static void
add_line (JsonBuilder *builder, Line *line)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "method");
  json_builder_add_string_value (builder, line->method);
  json_builder_set_member_name (builder, "path");
  json_builder_add_string_value (builder, line->path);
  json_builder_set_member_name (builder, "bearer");
  json_builder_add_boolean_value (builder, line->bearer);
  json_builder_set_member_name (builder, "faulty");
  json_builder_add_boolean_value (builder, line->faulty);
  json_builder_set_member_name (builder, "status");
  json_builder_add_int_value (builder, line->status);
  json_builder_set_member_name (builder, "time");
  json_builder_add_int_value (builder, line->time);
  json_builder_end_object (builder);
}

/**
 * kin_practice_ledger_answer:
 * @self: the ledger
 *
 * Returns: (transfer full): an array with an object for each line, oldest first
 */
KinPracticeAnswer *
kin_practice_ledger_answer (KinPracticeLedger *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < self->lines->len; i++)
    add_line (builder, &g_array_index (self->lines, Line, i));
  json_builder_end_array (builder);

  return kin_practice_answer_new_json (SOUP_STATUS_OK, builder);
}

/**
 * kin_practice_ledger_take:
 * @self: the ledger
 *
 * Takes every line away: what is asked meanwhile is in the next answer.
 *
 * Returns: (transfer full): an array with an object for each line, oldest first
 */
KinPracticeAnswer *
kin_practice_ledger_take (KinPracticeLedger *self)
{
  KinPracticeAnswer *answer = kin_practice_ledger_answer (self);

  g_array_set_size (self->lines, 0);

  return answer;
}
