/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-health-card"

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "kin-health-card.h"
#include "kin-json.h"

/* SMART Health Cards (https://spec.smarthealth.cards/): vaccines and results that a clinic
 * signed, as a file, or as the text of a QR code. What is in them is read here; that the
 * signature is right is not said of them, because it takes the network to know. */

#define MOST_CARDS 50
#define MOST_BYTES (1024 * 1024)
/* Of a JWS that begins with a JSON object. */
#define JWS_BEGINS "eyJ"
#define QR_BEGINS "shc:/"
/* How the entries of a card call the first of them. */
#define FIRST_PLACE "resource:0"
/* What a file of cards has. */
#define LIST "verifiableCredential"
/* Of a text in UTF-8, as some programs begin it. */
#define MARK "\xef\xbb\xbf"

/* base64url without its end (RFC 7515, section 2). */
static GBytes *
decode_part (const char *part,
             gsize       length)
{
  g_autofree char *text = g_malloc (length + 4);
  gsize n = length;
  guchar *bytes;

  for (gsize i = 0; i < length; i++)
    text[i] = part[i] == '-' ? '+' : part[i] == '_' ? '/' : part[i];
  while (n % 4 != 0)
    text[n++] = '=';
  text[n] = '\0';
  bytes = g_base64_decode (text, &n);

  return g_bytes_new_take (bytes, n);
}

/* Raw DEFLATE; what is cut, or grows too large, is none. */
static GBytes *
inflate (GBytes *packed)
{
  g_autoptr (GConverter) converter =
    G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW));
  g_autofree char *out = g_malloc (MOST_BYTES);
  gsize length, n_in = 0, n_out = 0;
  const char *in = g_bytes_get_data (packed, &length);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED && n_out < MOST_BYTES)
    {
      gsize n_read = 0, n_written = 0;

      result = g_converter_convert (converter, in + n_in, length - n_in, out + n_out,
                                    MOST_BYTES - n_out, G_CONVERTER_INPUT_AT_END, &n_read,
                                    &n_written, NULL);
      n_in += n_read;
      n_out += n_written;
    }

  return result == G_CONVERTER_FINISHED ? g_bytes_new (out, n_out) : NULL;
}

static KinJson *
parse_part (const char *part,
            gsize       length,
            gboolean    packed)
{
  g_autoptr (GBytes) bytes = decode_part (part, length);
  g_autoptr (GBytes) plain = packed ? inflate (bytes) : g_bytes_ref (bytes);

  return plain != NULL ? kin_json_new (plain, NULL) : NULL;
}

static gboolean
says (KinJsonNode  object,
      const char  *name,
      const char  *wanted)
{
  g_autofree char *value = kin_json_node_dup_string (kin_json_node_get (object, name));

  return g_strcmp0 (value, wanted) == 0;
}

/* What a card holds, or NULL for what is none. */
static KinJson *
read_card (const char *jws)
{
  const char *body = strchr (jws, '.');
  const char *end = body != NULL ? strchr (body + 1, '.') : NULL;
  g_autoptr (KinJson) head = NULL;

  if (end == NULL)
    return NULL;

  head = parse_part (jws, (gsize) (body - jws), FALSE);
  if (head == NULL || !says (kin_json_get_root (head), "alg", "ES256") ||
      !says (kin_json_get_root (head), "zip", "DEF"))
    return NULL;

  return parse_part (body + 1, (gsize) (end - body - 1), TRUE);
}

/* Entries */

/* The same thing on a card that is issued anew has the same name: who issued it, and what it
 * says of whom. */
static char *
make_uuid (const char *issuer,
           const char *patient,
           const char *resource)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *hash;

  g_checksum_update (checksum, (const guchar *) issuer, (gssize) strlen (issuer) + 1);
  g_checksum_update (checksum, (const guchar *) patient, (gssize) strlen (patient) + 1);
  g_checksum_update (checksum, (const guchar *) resource, (gssize) strlen (resource));
  hash = g_checksum_get_string (checksum);

  return g_strdup_printf ("%.8s-%.4s-8%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15,
                          hash + 18);
}

static char *
dup_text (KinJsonNode node)
{
  gsize length = 0;
  const char *text = kin_json_node_peek_text (node, &length);

  return g_strndup (text, length);
}

typedef struct
{
  KinJsonNode  entries;
  char        *issuer;
  char        *patient;            /* as the card writes it */
  GPtrArray   *uuids;              /* of char * */
  GHashTable  *by_place;           /* "resource:N" → its uuid */
} Card;

static void
card_clear (Card *self)
{
  g_free (self->issuer);
  g_free (self->patient);
  g_ptr_array_unref (self->uuids);
  g_hash_table_unref (self->by_place);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Card, card_clear)

static void
name_entries (Card *self)
{
  KinJsonIter iter;
  KinJsonNode entry;

  kin_json_iter_init (&iter, self->entries);
  while (kin_json_iter_next (&iter, NULL, &entry))
    {
      g_autofree char *url = kin_json_node_dup_string (kin_json_node_get (entry, "fullUrl"));
      g_autofree char *text = dup_text (kin_json_node_get (entry, "resource"));
      char *uuid = make_uuid (self->issuer, self->patient, text);

      g_ptr_array_add (self->uuids, uuid);
      if (url != NULL)
        g_hash_table_insert (self->by_place, g_steal_pointer (&url), uuid);
    }
}

/* Appends what is between @from and a reference, and the name of what it means; returns what is
 * behind it. */
static const char *
append_reference (Card        *self,
                  GString     *bundle,
                  const char  *from,
                  KinJsonNode  reference)
{
  g_autofree char *place = kin_json_node_dup_string (reference);
  const char *uuid = place != NULL ? g_hash_table_lookup (self->by_place, place) : NULL;
  gsize length = 0;
  const char *text = uuid != NULL ? kin_json_node_peek_text (reference, &length) : NULL;

  if (text == NULL)
    return from;

  g_string_append_len (bundle, from, text - from);
  g_string_append_printf (bundle, "\"urn:uuid:%s\"", uuid);

  return text + length;
}

/* A resource whose id is its name, and which calls the others by theirs. A card may have
 * thousands: one walk has to do. */
static void
append_resource (Card        *self,
                 GString     *bundle,
                 KinJsonNode  resource,
                 const char  *uuid)
{
  gsize length = 0;
  const char *text = kin_json_node_peek_text (resource, &length);
  const char *end = text + length;
  KinJsonIter iter;
  KinJsonNode name, value;

  if (!kin_json_node_exists (kin_json_node_get (resource, "id")))
    {
      g_string_append_printf (bundle, "{\"id\":\"%s\",", uuid);
      text++;
    }

  kin_json_iter_init (&iter, resource);
  while (kin_json_iter_next_name (&iter, &name, &value))
    if (kin_json_node_equals (name, "reference"))
      text = append_reference (self, bundle, text, value);

  g_string_append_len (bundle, text, end - text);
}

static gboolean
is_usable (Card *self)
{
  KinJsonIter iter;
  KinJsonNode entry;

  kin_json_iter_init (&iter, self->entries);
  while (kin_json_iter_next (&iter, NULL, &entry))
    {
      KinJsonNode resource = kin_json_node_get (entry, "resource");

      if (kin_json_node_get_type (resource) != KIN_JSON_OBJECT ||
          !kin_json_node_exists (kin_json_node_get (resource, "resourceType")))
        return FALSE;
    }

  return self->issuer != NULL && self->patient != NULL;
}

static void
find_patient (Card *self)
{
  KinJsonIter iter;
  KinJsonNode entry;

  kin_json_iter_init (&iter, self->entries);
  while (self->patient == NULL && kin_json_iter_next (&iter, NULL, &entry))
    {
      KinJsonNode resource = kin_json_node_get (entry, "resource");

      if (says (resource, "resourceType", "Patient"))
        self->patient = dup_text (resource);
    }
}

static gboolean
add_card (GString     *bundle,
          KinJsonNode  entries,
          const char  *issuer)
{
  g_auto (Card) card = {
    .entries = entries,
    .issuer = g_strdup (issuer),
    .uuids = g_ptr_array_new_with_free_func (g_free),
    .by_place = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  KinJsonIter iter;
  KinJsonNode entry;

  find_patient (&card);
  if (kin_json_node_get_type (card.entries) != KIN_JSON_ARRAY || !is_usable (&card))
    return FALSE;

  name_entries (&card);
  kin_json_iter_init (&iter, card.entries);
  for (guint i = 0; kin_json_iter_next (&iter, NULL, &entry); i++)
    {
      const char *uuid = g_ptr_array_index (card.uuids, i);

      g_string_append_printf (bundle, "%s{\"fullUrl\":\"urn:uuid:%s\",\"resource\":",
                              g_str_has_suffix (bundle->str, "[") ? "" : ",", uuid);
      append_resource (&card, bundle, kin_json_node_get (entry, "resource"), uuid);
      g_string_append_c (bundle, '}');
    }

  return TRUE;
}

/* What the clinic signs: who it is, and a bundle. */
static gboolean
add_signed (GString *bundle,
            KinJson *json)
{
  KinJsonNode root = kin_json_get_root (json);
  g_autofree char *issuer = kin_json_node_dup_string (kin_json_node_get (root, "iss"));

  return add_card (bundle,
                   kin_json_node_get_path (root, "vc.credentialSubject.fhirBundle.entry"), issuer);
}

/* The same without a clinic's name on it, where its entries call each other by their place. */
static gboolean
add_unsigned (GString *bundle,
              KinJson *json)
{
  KinJsonNode root = kin_json_get_root (json);
  KinJsonNode entries = kin_json_node_get (root, "entry");

  if (!says (root, "resourceType", "Bundle"))
    return add_signed (bundle, json);

  return says (kin_json_node_at (entries, 0), "fullUrl", FIRST_PLACE) &&
         add_card (bundle, entries, "");
}

/* Files */

static GString *
begin (void)
{
  return g_string_new ("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[");
}

static GBytes *
end (GString *bundle)
{
  gsize length;

  g_string_append (bundle, "]}");
  length = bundle->len;

  return g_bytes_new_take (g_string_free (bundle, FALSE), length);
}

/* Two digits a character, from "-" on. */
static char *
read_qr (const char *digits)
{
  gsize length = strlen (digits);
  g_autofree char *text = g_malloc (length / 2 + 1);

  if (length % 2 != 0)
    return NULL;

  for (gsize i = 0; i < length; i += 2)
    {
      if (!g_ascii_isdigit (digits[i]) || !g_ascii_isdigit (digits[i + 1]))
        return NULL;
      text[i / 2] = (char) (10 * g_ascii_digit_value (digits[i])
                            + g_ascii_digit_value (digits[i + 1]) + '-');
    }
  text[length / 2] = '\0';

  return g_steal_pointer (&text);
}

/* The cards of a file, each as a JWS; none in a file of another kind. */
static GPtrArray *
list_cards (GBytes *bytes)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func (g_free);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strstrip (g_strndup (data, length));
  char *card = NULL;

  if (g_str_has_prefix (text, JWS_BEGINS))
    card = g_strdup (text);
  else if (g_str_has_prefix (text, QR_BEGINS))
    card = read_qr (text + strlen (QR_BEGINS));

  if (card != NULL)
    {
      g_ptr_array_add (cards, card);
    }
  else if (*text == '{' && strstr (text, LIST) != NULL)
    {
      g_autoptr (KinJson) json = kin_json_new (bytes, NULL);
      KinJsonNode list = { 0 };

      if (json != NULL)
        list = kin_json_node_get (kin_json_get_root (json), LIST);
      for (guint i = 0; i < MIN (kin_json_node_get_length (list), MOST_CARDS); i++)
        g_ptr_array_add (cards, kin_json_node_dup_string (kin_json_node_at (list, i)));
    }

  return cards;
}

/**
 * kin_health_card_read:
 * @bytes: a file
 *
 * Reads SMART Health Cards: a `.smart-health-card` file, a JWS, or the text of a QR code. All of
 * the cards have to be readable, or it is no such file.
 *
 * Returns: (transfer full) (nullable): what they hold, as one FHIR Bundle whose entries have
 *   names that stay the same
 */
GBytes *
kin_health_card_read (GBytes *bytes)
{
  g_autoptr (GPtrArray) cards = list_cards (bytes);
  g_autoptr (GString) bundle = NULL;

  if (cards->len == 0)
    return kin_health_card_read_open (bytes);

  bundle = begin ();
  for (guint i = 0; i < cards->len; i++)
    {
      const char *jws = g_ptr_array_index (cards, i);
      g_autoptr (KinJson) card = jws != NULL ? read_card (jws) : NULL;

      if (card == NULL || !add_signed (bundle, card))
        return NULL;
    }

  return end (g_steal_pointer (&bundle));
}

/**
 * kin_health_card_read_open:
 * @bytes: a file
 *
 * Reads what is on a SMART Health Card where a program saved it without the signature, as JSON. Its
 * entries have no names but their place in it.
 *
 * Returns: (transfer full) (nullable): the same as of kin_health_card_read()
 */
GBytes *
kin_health_card_read_open (GBytes *bytes)
{
  g_autoptr (GString) bundle = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (KinJson) json = NULL;
  gsize length, mark;
  const char *data = g_bytes_get_data (bytes, &length);

  /* Most files are none, and some are large. */
  if (length > MOST_BYTES || memmem (data, length, FIRST_PLACE, strlen (FIRST_PLACE)) == NULL)
    return NULL;

  mark = length >= strlen (MARK) && memcmp (data, MARK, strlen (MARK)) == 0 ? strlen (MARK) : 0;
  text = g_bytes_new_from_bytes (bytes, mark, length - mark);
  json = kin_json_new (text, NULL);
  bundle = begin ();
  if (json == NULL || !add_unsigned (bundle, json))
    return NULL;

  return end (g_steal_pointer (&bundle));
}
