/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-json"

#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "json-verdicts.h"
#include "kin-json.h"

static KinJson *
parse (const char  *text,
       gsize        length,
       GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return kin_json_new (bytes, error);
}

static KinJson *
parse_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  KinJson *json = parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);

  return json;
}

static int
judge (const char *text,
       gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinJson) json = parse (text, length, &error);

  if (json != NULL)
    {
      g_assert_no_error (error);
      return ACCEPTED;
    }

  g_assert_cmpint (error->domain, ==, KIN_JSON_ERROR);

  return error->code;
}

static void
assert_same (const char *bytes,
             gsize       length,
             const char *text)
{
  g_autofree char *string = g_strndup (bytes, length);

  g_assert_cmpstr (string, ==, text);
}

static char *
repeat (const char *text,
        gsize       length)
{
  GString *all = g_string_sized_new (length + strlen (text));

  while (all->len < length)
    g_string_append (all, text);
  g_string_truncate (all, length);

  return g_string_free (all, FALSE);
}

static void
test_json_verdicts (void)
{
  guint kinds[3] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      const Verdict *row = &verdicts[i];
      g_autofree char *text = row->length >= 500 ? repeat (row->text, row->length)
                                                 : g_memdup2 (row->text, row->length + 1);
      int verdict = judge (text, row->length);

      if (verdict != row->verdict)
        g_error ("%s: %d instead of %d", row->name, verdict, row->verdict);
      if (row->name[0] == 'n')
        g_assert_cmpint (verdict, !=, ACCEPTED);
      kinds[row->name[0] == 'n' ? 0 : row->name[0] == 'y' ? 1 : 2]++;
    }

  g_test_message ("%u to refuse, %u to accept, %u of our choice", kinds[0], kinds[1], kinds[2]);
  g_assert_cmpuint (kinds[0], ==, 188);
  g_assert_cmpuint (kinds[1], ==, 95);
  g_assert_cmpuint (kinds[2], ==, 35);
}

static void
assert_depth (const char *open,
              const char *inside,
              const char *close,
              guint       levels,
              int         expected)
{
  g_autofree char *before = repeat (open, strlen (open) * levels);
  g_autofree char *after = repeat (close, strlen (close) * levels);
  g_autofree char *text = g_strconcat (before, inside, after, NULL);

  g_assert_cmpint (judge (text, strlen (text)), ==, expected);
}

static void
test_json_depth (void)
{
  assert_depth ("[", "", "]", 64, ACCEPTED);
  assert_depth ("[", "1", "]", 64, ACCEPTED);
  assert_depth ("[", "", "]", 65, DEPTH);
  assert_depth ("{\"k\":", "1", "}", 64, ACCEPTED);
  assert_depth ("{\"k\":", "1", "}", 65, DEPTH);
  assert_depth ("[{\"k\":", "1", "}]", 32, ACCEPTED);
  assert_depth ("[{\"k\":", "[]", "}]", 32, DEPTH);

  /* Beside each other they are not deep. */
  assert_depth ("[", "[],[],{},[[]],[]", "]", 62, ACCEPTED);
}

static void
test_json_levels (void)
{
  static const struct
  {
    const char *text;
    guint       levels;
  } texts[] = {
    { "1", 0 }, { "\"[[\"", 0 }, { "[]", 1 }, { "{\"a\":1}", 1 }, { "[[],{},[]]", 2 },
    { "{\"a\":{\"b\":[1]},\"c\":[]}", 3 }, { "[1,[2,[3]],4]", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i].text, strlen (texts[i].text));
      g_autoptr (KinJson) json = kin_json_new (bytes, NULL);

      g_assert_cmpuint (kin_json_get_depth (json), ==, texts[i].levels);
    }
}

static long
peak_kilobytes (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);

  return usage.ru_maxrss;
}

static void
test_json_ten_million_levels (void)
{
  static const char *const openings[] = { "[", "{\"\":", "[{\"k\":[" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autofree char *text = repeat (openings[i], 10 * 1000 * 1000);
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, 10 * 1000 * 1000);
      g_autoptr (GError) error = NULL;
      long before = peak_kilobytes ();

      g_assert_null (kin_json_new (bytes, &error));
      g_assert_error (error, KIN_JSON_ERROR, KIN_JSON_ERROR_DEPTH);
      g_assert_cmpint (peak_kilobytes () - before, <, 2048);
    }
}

typedef struct
{
  const char *text;
  int         verdict;
} Named;

static const Named named[] = {
  { "{\"a\":1,\"b\":2,\"a\":3}", DUPLICATE },
  { "{\"a\":1,\"A\":2}", ACCEPTED },
  { "{\"a\":1,\"a \":2}", ACCEPTED },
  { "{\"\":1,\"\":2}", DUPLICATE },
  { "{\"a\":{\"a\":{\"a\":1}}}", ACCEPTED },
  { "[{\"a\":1},{\"a\":1}]", ACCEPTED },
  { "{\"a\":{\"b\":1,\"b\":2}}", DUPLICATE },
  { "{\"a\":{\"b\":1},\"c\":[{\"b\":1}],\"a\":2}", DUPLICATE },

  /* The same name, spelled in two ways */
  { "{\"a\":1,\"\\u0061\":2}", DUPLICATE },
  { "{\"\\u0061\":1,\"a\":2}", DUPLICATE },
  { "{\"\\u0061\":1,\"\\u0061\":2}", DUPLICATE },
  { "{\"\\u0061\":1,\"\\u0062\":2}", ACCEPTED },
  { "{\"a/b\":1,\"a\\/b\":2}", DUPLICATE },
  { "{\"\xc3\xa9\":1,\"\\u00E9\":2}", DUPLICATE },
  { "{\"\xf0\x9f\xa9\xba\":1,\"\\ud83e\\ude7a\":2}", DUPLICATE },
  { "{\"\\\\u0061\":1,\"a\":2}", ACCEPTED },

  /* Two halves read the same, so they count as the same. */
  { "{\"\\ud800\":1,\"\\ud801\":2}", DUPLICATE },
};

static void
test_json_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      int verdict = judge (named[i].text, strlen (named[i].text));

      if (verdict != named[i].verdict)
        g_error ("%s: %d instead of %d", named[i].text, verdict, named[i].verdict);
    }
}

/* An object of so many names of which the last is that of member @twin. */
static int
judge_many_names (guint    count,
                  guint    twin,
                  gboolean escaped)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < count; i++)
    {
      const char *start = escaped && i + 1 == count ? "\\u006eame" : "name";

      g_string_append_printf (text, "%s\"%s%u\":{\"x\":[%u]}", i > 0 ? "," : "", start,
                              i + 1 == count ? twin : i, i);
    }
  g_string_append_c (text, '}');

  return judge (text->str, text->len);
}

static void
test_json_many_names (void)
{
  static const guint counts[] = { 2, 3, 31, 32, 33, 34, 64, 65, 66, 200, 5000, 50000 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      guint n = counts[i];

      g_assert_cmpint (judge_many_names (n, n, FALSE), ==, ACCEPTED);
      g_assert_cmpint (judge_many_names (n, n, TRUE), ==, ACCEPTED);
      g_assert_cmpint (judge_many_names (n, 0, FALSE), ==, DUPLICATE);
      g_assert_cmpint (judge_many_names (n, n / 2, TRUE), ==, n == 2 ? ACCEPTED : DUPLICATE);
      g_assert_cmpint (judge_many_names (n, n - 2, FALSE), ==, DUPLICATE);
    }
}

static void
test_json_limits (void)
{
  const gsize most = 16 * 1024 * 1024;
  g_autofree char *text = g_malloc (most + 4);
  g_autofree char *zeros = repeat (",0", 2 * 5000000);

  memset (text, 'x', most + 4);
  text[0] = '"';
  text[most + 1] = '"';
  g_assert_cmpint (judge (text, most + 2), ==, ACCEPTED);
  text[most + 1] = 'x';
  text[most + 2] = '"';
  g_assert_cmpint (judge (text, most + 3), ==, KIN_JSON_ERROR_TOO_LARGE);

  /* The array is a value too. */
  zeros[0] = '[';
  zeros[2 * 4999999] = ']';
  g_assert_cmpint (judge (zeros, 2 * 4999999 + 1), ==, ACCEPTED);

  zeros[2 * 4999999] = ',';
  g_assert_cmpint (judge (zeros, 2 * 5000000), ==, KIN_JSON_ERROR_TOO_LARGE);
}

/* Sequences of up to four bytes against GLib, at the edges of every range. */
static void
test_json_utf8 (void)
{
  static const guchar tails[] = { 0x20, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff };
  guint valid = 0;

  for (guint lead = 0x80; lead <= 0xff; lead++)
    {
      for (guint second = 0x23; second <= 0xff; second++)
        {
          for (guint i = 0; i < G_N_ELEMENTS (tails) * G_N_ELEMENTS (tails); i++)
            {
              const char text[] = { '"', (char) lead, (char) second,
                                    (char) tails[i / G_N_ELEMENTS (tails)],
                                    (char) tails[i % G_N_ELEMENTS (tails)], '"' };
              gboolean expected = g_utf8_validate (text, sizeof text, NULL);

              if (second == '\\')
                continue;
              g_assert_cmpint (judge (text, sizeof text), ==, expected ? ACCEPTED : ENCODING);
              valid += expected;
            }
        }
    }
  g_assert_cmpuint (valid, >, 10000);

  /* Cut at the end of the text */
  g_assert_cmpint (judge ("\"\xc3", 2), !=, ACCEPTED);
  g_assert_cmpint (judge ("\"\xe2\x82", 3), !=, ACCEPTED);
  g_assert_cmpint (judge ("\"\xf0\x9f\xa9", 4), !=, ACCEPTED);
}

/* Whatever stops a string is found wherever it stands: blocks of sixteen bytes
 * and the rest are read in two ways. */
static void
test_json_every_offset (void)
{
  for (guint length = 1; length < 50; length++)
    {
      for (guint at = 0; at < length; at++)
        {
          g_autofree char *text = g_malloc (length + 4);

          memset (text, 'x', length + 4);
          text[0] = '[';
          text[1] = text[length + 2] = '"';
          text[length + 3] = ']';
          g_assert_cmpint (judge (text, length + 4), ==, ACCEPTED);

          text[at + 2] = '\x1f';
          g_assert_cmpint (judge (text, length + 4), ==, SYNTAX);
          text[at + 2] = '\0';
          g_assert_cmpint (judge (text, length + 4), ==, SYNTAX);
          text[at + 2] = '"';
          g_assert_cmpint (judge (text, length + 4), ==, SYNTAX);
          text[at + 2] = '\\';
          g_assert_cmpint (judge (text, length + 4), ==, SYNTAX);
          text[at + 2] = '\x80';
          g_assert_cmpint (judge (text, length + 4), ==, ENCODING);
          text[at + 2] = '\x7f';
          g_assert_cmpint (judge (text, length + 4), ==, ACCEPTED);

          for (guint cut = 0; cut < length + 4; cut++)
            g_assert_cmpint (judge (text, cut), ==, SYNTAX);
        }
    }
}

static const struct
{
  const char *json;
  const char *plain;
} strings[] = {
  { "\"\"", "" },
  { "\"Metformin 500 mg\"", "Metformin 500 mg" },
  { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
  { "\"\\u0041\\u00e9\\u20AC\"", "A\xc3\xa9\xe2\x82\xac" },
  { "\"\\ud83e\\uDE7A\"", "\xf0\x9f\xa9\xba" },
  { "\"\\uDBFF\\uDFFF\"", "\xf4\x8f\xbf\xbf" },
  { "\"\\uD800\\uDC00\"", "\xf0\x90\x80\x80" },
  { "\"\\ud83e\"", "\xef\xbf\xbd" },
  { "\"a\\ud83eb\"", "a\xef\xbf\xbd" "b" },
  { "\"\\ud83e\\u0041\"", "\xef\xbf\xbd" "A" },
  { "\"\\ud83e\\ud83e\\ude7a\"", "\xef\xbf\xbd\xf0\x9f\xa9\xba" },
  { "\"\\ude7a\\ud83e\"", "\xef\xbf\xbd\xef\xbf\xbd" },
  { "\"\\ud83e\\n\"", "\xef\xbf\xbd\n" },
  { "\"\\ud83e\\\\ude7a\"", "\xef\xbf\xbd\\ude7a" },
  { "\"\\\\u0041\"", "\\u0041" },
  { "\"\\u005cu0041\"", "\\u0041" },
  { "\"\xe9\xab\x98\xe8\xa1\x80\"", "\xe9\xab\x98\xe8\xa1\x80" },
};

static void
test_json_strings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autoptr (KinJson) json = parse_text (strings[i].json);
      KinJsonNode node = kin_json_get_root (json);
      g_autofree char *plain = kin_json_node_dup_string (node);
      gsize length;

      g_assert_cmpstr (plain, ==, strings[i].plain);
      g_assert_true (g_utf8_validate (plain, -1, NULL));
      g_assert_true (kin_json_node_equals (node, strings[i].plain));
      g_assert_false (kin_json_node_equals (node, "something else"));

      /* With its quotes, as written */
      assert_same (kin_json_node_peek_text (node, &length), strlen (strings[i].json),
                   strings[i].json);
      g_assert_cmpuint (length, ==, strlen (strings[i].json));
    }
}

static char *
random_decimal (void)
{
  GString *text = g_string_new (g_random_boolean () ? "-" : "");
  guint digits = (guint) g_random_int_range (1, 19);

  g_string_append_c (text, (char) (digits == 1 ? '0' : g_random_int_range ('1', '9' + 1)));
  while (--digits > 0)
    g_string_append_c (text, (char) g_random_int_range ('0', '9' + 1));

  digits = (guint) g_random_int_range (0, 19);
  if (digits > 0)
    g_string_append_c (text, '.');
  while (digits-- > 0)
    g_string_append_c (text, (char) g_random_int_range ('0', '9' + 1));

  if (g_random_int_range (0, 3) == 0)
    g_string_append_printf (text, "%c%s%02d", g_random_boolean () ? 'e' : 'E',
                            (const char *[]) { "", "+", "-" }[g_random_int_range (0, 3)],
                            g_random_int_range (0, 400));

  return g_string_free (text, FALSE);
}

static void
test_json_decimals (void)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new ("[1.10");
  g_autoptr (KinJson) json = NULL;
  KinJsonIter iter;
  KinJsonNode value;
  guint i = 0;

  g_ptr_array_add (numbers, g_strdup ("1.10"));
  while (numbers->len < 10000)
    {
      g_ptr_array_add (numbers, random_decimal ());
      g_string_append_printf (text, ",%s", (char *) numbers->pdata[numbers->len - 1]);
    }
  g_string_append_c (text, ']');

  json = parse_text (text->str);
  kin_json_iter_init (&iter, kin_json_get_root (json));
  while (kin_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *number = kin_json_node_dup_number (value);
      g_autoptr (GBytes) bytes = kin_json_node_get_bytes (value);

      g_assert_cmpstr (number, ==, numbers->pdata[i]);
      assert_same (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), numbers->pdata[i]);
      i++;
    }
  g_assert_cmpuint (i, ==, 10000);
}

static const struct
{
  const char *json;
  gboolean    is_integer;
  gint64      value;
} integers[] = {
  { "0", TRUE, 0 },
  { "-0", TRUE, 0 },
  { "81", TRUE, 81 },
  { "-7", TRUE, -7 },
  { "9223372036854775807", TRUE, G_MAXINT64 },
  { "-9223372036854775808", TRUE, G_MININT64 },
  { "9223372036854775808", FALSE, 0 },
  { "-9223372036854775809", FALSE, 0 },
  { "12345678901234567890", FALSE, 0 },
  { "12345678901234567890123", FALSE, 0 },
  { "1.0", FALSE, 0 },
  { "1e2", FALSE, 0 },
  { "\"5\"", FALSE, 0 },
  { "true", FALSE, 0 },
  { "null", FALSE, 0 },
  { "[5]", FALSE, 0 },
};

static void
test_json_integers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      g_autoptr (KinJson) json = parse_text (integers[i].json);
      gint64 value = 4711;

      g_assert_true (kin_json_node_get_int (kin_json_get_root (json), &value)
                     == integers[i].is_integer);
      g_assert_cmpint (value, ==, integers[i].is_integer ? integers[i].value : 4711);
    }
}

static const char visit[] =
  "{ \"resourceType\":\"Encounter\", \"id\" : \"e1\",\n"
  "  \"period\":{\"start\":\"2024-03-05\"}, \"0\":\"zero\", \"none\":null,\n"
  "  \"type\":[ {\"coding\":[{\"code\":\"AMB\"},{\"code\":\"x\"}],\"text\":\"At the doctor\"} ],\n"
  "  \"count\":1.10, \"on\":true, \"off\":false, \"e\\u006dpty\":{}, \"list\":[] }";

static void
test_json_members (void)
{
  g_autoptr (KinJson) json = parse_text (visit);
  KinJsonNode root = kin_json_get_root (json);

  g_assert_cmpint (kin_json_node_get_type (root), ==, KIN_JSON_OBJECT);
  g_assert_cmpuint (kin_json_node_get_length (root), ==, 11);
  g_assert_true (kin_json_node_equals (kin_json_node_get (root, "id"), "e1"));
  g_assert_cmpint (kin_json_node_get_type (kin_json_node_get (root, "none")), ==, KIN_JSON_NULL);
  g_assert_true (kin_json_node_exists (kin_json_node_get (root, "none")));
  g_assert_cmpint (kin_json_node_get_type (kin_json_node_get (root, "on")), ==, KIN_JSON_TRUE);
  g_assert_cmpint (kin_json_node_get_type (kin_json_node_get (root, "off")), ==, KIN_JSON_FALSE);
  g_assert_cmpint (kin_json_node_get_type (kin_json_node_get (root, "empty")), ==,
                   KIN_JSON_OBJECT);
  g_assert_false (kin_json_node_exists (kin_json_node_get (root, "i")));
  g_assert_false (kin_json_node_exists (kin_json_node_get (root, "idx")));
  g_assert_false (kin_json_node_exists (kin_json_node_get (root, "code")));
}

static void
test_json_escapes (void)
{
  static const struct
  {
    const char *text;
    gboolean    anywhere;
    gboolean    in_a;
  } texts[] = {
    { "{\"a\":{\"b\":[\"c\",1]}}", FALSE, FALSE },
    { "{\"a\":{\"b\":[\"\\n\",1]}}", TRUE, TRUE },
    { "{\"a\":{\"b\":[{\"\\u0063\":1}]}}", TRUE, TRUE },
    { "{\"a\":{\"b\":[\"\u00e9\"]},\"d\":\"\\t\"}", TRUE, FALSE },
    { "{\"a\":[\"c\"],\"d\":[\"\\/\",[\"\\/\"]]}", TRUE, FALSE },
    { "[\"\\n\"]", TRUE, FALSE },
    { "\"\\n\"", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (KinJson) json = parse_text (texts[i].text);
      KinJsonNode root = kin_json_get_root (json);

      g_assert_cmpint (kin_json_node_has_escapes (root), ==, texts[i].anywhere);
      g_assert_cmpint (kin_json_node_has_escapes (kin_json_node_get (root, "a")), ==,
                       texts[i].in_a);
    }
}

static void
test_json_path (void)
{
  static const char *const missing[] = {
    "type.1", "type.coding", "type.0.coding.2", "type.0.coding.-1", "type.0.coding.+0",
    "type.0.coding.4294967296", "type.0.coding.", "type.0.coding.x", "id.0", "id.x", "",
    ".", "period.", ".period", "none.x", "count.0", "list.0", "type..coding",
  };
  g_autoptr (KinJson) json = parse_text (visit);
  KinJsonNode root = kin_json_get_root (json);

  g_assert_true (kin_json_node_equals (kin_json_node_get_path (root, "period.start"),
                                       "2024-03-05"));
  g_assert_true (kin_json_node_equals (kin_json_node_get_path (root, "type.0.coding.1.code"), "x"));
  g_assert_true (kin_json_node_equals (kin_json_node_get_path (root, "type.0.text"),
                                       "At the doctor"));
  g_assert_true (kin_json_node_equals (kin_json_node_get_path (root, "0"), "zero"));

  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    g_assert_false (kin_json_node_exists (kin_json_node_get_path (root, missing[i])));
}

static void
test_json_iter (void)
{
  static const char *const names[] = {
    "resourceType", "id", "period", "0", "none", "type", "count", "on", "off", "empty", "list",
  };
  g_autoptr (KinJson) json = parse_text (visit);
  KinJsonNode name, value, array;
  KinJsonIter iter;
  guint i = 0;

  kin_json_iter_init (&iter, kin_json_get_root (json));
  while (kin_json_iter_next (&iter, &name, &value))
    {
      KinJsonNode same = kin_json_node_get (kin_json_get_root (json), names[i]);

      g_assert_true (kin_json_node_equals (name, names[i++]));
      g_assert_true (value.token == same.token);
    }
  g_assert_cmpuint (i, ==, G_N_ELEMENTS (names));

  array = kin_json_node_get_path (kin_json_get_root (json), "type.0.coding");
  kin_json_iter_init (&iter, array);
  for (i = 0; kin_json_iter_next (&iter, &name, &value); i++)
    {
      g_assert_false (kin_json_node_exists (name));
      g_assert_true (value.token == kin_json_node_at (array, i).token);
    }
  g_assert_cmpuint (i, ==, 2);
}

/* Every getter on one value: none may warn, whatever the value is. */
static void
ask_everything (KinJsonNode node)
{
  g_autofree char *string = kin_json_node_dup_string (node);
  g_autofree char *number = kin_json_node_dup_number (node);
  g_autoptr (GBytes) bytes = kin_json_node_get_bytes (node);
  g_autoptr (KinJson) copy = kin_json_node_copy (node);
  KinJsonType type = kin_json_node_get_type (node);
  KinJsonNode name, value;
  KinJsonIter iter;
  gint64 integer;
  gsize length;
  guint count = 0;

  g_assert_true ((string != NULL) == (type == KIN_JSON_STRING));
  g_assert_true ((number != NULL) == (type == KIN_JSON_NUMBER));
  g_assert_true ((bytes != NULL) == (type != KIN_JSON_MISSING));
  g_assert_true ((copy != NULL) == (type != KIN_JSON_MISSING));
  g_assert_true ((kin_json_node_peek_text (node, &length) != NULL) == (bytes != NULL));
  g_assert_cmpuint (length, ==, bytes != NULL ? g_bytes_get_size (bytes) : 0);
  if (type != KIN_JSON_NUMBER)
    g_assert_false (kin_json_node_get_int (node, &integer));
  if (type != KIN_JSON_STRING)
    g_assert_false (kin_json_node_equals (node, "e1"));
  if (type != KIN_JSON_OBJECT)
    g_assert_false (kin_json_node_exists (kin_json_node_get (node, "id")));
  if (type != KIN_JSON_ARRAY)
    g_assert_false (kin_json_node_exists (kin_json_node_at (node, 0)));
  g_assert_false (kin_json_node_exists (kin_json_node_at (node, G_MAXUINT)));
  kin_json_node_get_path (node, "0.coding.0.id");

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, &name, &value))
    {
      ask_everything (value);
      count++;
    }
  g_assert_cmpuint (count, ==, kin_json_node_get_length (node));
}

static void
test_json_wrong_types (void)
{
  g_autoptr (KinJson) json = parse_text (visit);

  ask_everything (kin_json_get_root (json));
  ask_everything ((KinJsonNode) { NULL, NULL });
  ask_everything ((KinJsonNode) { NULL, kin_json_get_root (json).token });
}

/* A slice is a document, copies nothing and keeps the text alive. */
static void
test_json_slices (void)
{
  g_autoptr (KinJson) json = parse_text (visit);
  const char *start = g_bytes_get_data (kin_json_get_bytes (json), NULL);
  KinJsonNode type = kin_json_node_get (kin_json_get_root (json), "type");
  g_autoptr (GBytes) slice = kin_json_node_get_bytes (type);
  const char *text = g_bytes_get_data (slice, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinJson) again = NULL;

  g_assert_true (text > start && text < start + strlen (visit));
  g_clear_pointer (&json, kin_json_unref);

  again = kin_json_new (slice, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kin_json_node_get_type (kin_json_get_root (again)), ==, KIN_JSON_ARRAY);
  g_assert_true (g_str_has_prefix (text, "[ {\"coding\""));
}

/* The copy of each value is what a new scan of its text would be. */
static void
assert_copy (KinJsonNode node)
{
  g_autoptr (KinJson) copy = kin_json_node_copy (node);
  g_autoptr (GBytes) slice = kin_json_node_get_bytes (node);
  g_autoptr (KinJson) scanned = kin_json_new (slice, NULL);
  KinJsonIter iter, one, other;
  KinJsonNode name, value, name_a, value_a;
  KinJsonNode name_b = { NULL, NULL }, value_b = { NULL, NULL };

  g_assert_true (g_bytes_equal (kin_json_get_bytes (copy), slice));
  g_assert_true (g_bytes_get_data (kin_json_get_bytes (copy), NULL)
                 != g_bytes_get_data (slice, NULL));

  kin_json_iter_init (&one, kin_json_get_root (copy));
  kin_json_iter_init (&other, kin_json_get_root (scanned));
  while (kin_json_iter_next (&one, &name_a, &value_a))
    {
      g_assert_true (kin_json_iter_next (&other, &name_b, &value_b));
      g_assert_true (kin_json_node_exists (name_a) == kin_json_node_exists (name_b));
      g_assert_true (value_a.token - copy->tape == value_b.token - scanned->tape);
    }
  g_assert_false (kin_json_iter_next (&other, NULL, NULL));

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, &name, &value))
    {
      assert_copy (value);
      if (kin_json_node_exists (name))
        assert_copy (name);
    }
}

static void
test_json_copy (void)
{
  g_autoptr (KinJson) json = parse_text (visit);
  g_autoptr (KinJson) type = NULL;

  assert_copy (kin_json_get_root (json));

  type = kin_json_node_copy (kin_json_node_get (kin_json_get_root (json), "type"));
  g_clear_pointer (&json, kin_json_unref);
  g_assert_true (kin_json_node_equals (kin_json_node_get_path (kin_json_get_root (type),
                                                               "0.coding.1.code"), "x"));
}

/* What a refusal says goes to logs: a place and a rule, nothing from the text. */
static void
test_json_messages (void)
{
  static const char *const secrets[] = {
    "{\"secretname\":1,\"secretname\":2}", "[\"secretname", "[secretname]", "\"secretname\\q\"",
    "{\"secretname\":1}secretname", "[\"secretname\\u0000\"]", "\"secretname\xff\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (secrets[i], strlen (secrets[i]), &error));
      g_assert_true (g_str_has_prefix (error->message, "JSON refused at byte "));
      g_assert_null (strstr (error->message, "secret"));
    }
}

static gpointer
read_members (gpointer json)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (KinJson) held = kin_json_ref (json);
      g_autofree char *text = NULL;

      text = kin_json_node_dup_string (kin_json_node_get_path (kin_json_get_root (held),
                                                               "type.0.text"));
      g_assert_cmpstr (text, ==, "At the doctor");
    }
  kin_json_unref (json);

  return NULL;
}

static void
test_json_threads (void)
{
  KinJson *json = parse_text (visit);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_members, kin_json_ref (json));
  kin_json_unref (json);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/ten-million-levels", test_json_ten_million_levels);
  g_test_add_func ("/json/verdicts", test_json_verdicts);
  g_test_add_func ("/json/depth", test_json_depth);
  g_test_add_func ("/json/levels", test_json_levels);
  g_test_add_func ("/json/names", test_json_names);
  g_test_add_func ("/json/many-names", test_json_many_names);
  g_test_add_func ("/json/limits", test_json_limits);
  g_test_add_func ("/json/utf8", test_json_utf8);
  g_test_add_func ("/json/every-offset", test_json_every_offset);
  g_test_add_func ("/json/strings", test_json_strings);
  g_test_add_func ("/json/decimals", test_json_decimals);
  g_test_add_func ("/json/integers", test_json_integers);
  g_test_add_func ("/json/members", test_json_members);
  g_test_add_func ("/json/escapes", test_json_escapes);
  g_test_add_func ("/json/path", test_json_path);
  g_test_add_func ("/json/iter", test_json_iter);
  g_test_add_func ("/json/wrong-types", test_json_wrong_types);
  g_test_add_func ("/json/slices", test_json_slices);
  g_test_add_func ("/json/copy", test_json_copy);
  g_test_add_func ("/json/messages", test_json_messages);
  g_test_add_func ("/json/threads", test_json_threads);

  return g_test_run ();
}
