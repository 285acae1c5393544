/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "notes-kit"

#include "config.h"

#include <string.h>

#include "notes-kit.h"

KinPersonalStore *
notes_open_personal (KitSet       *set,
                     KinStoreMode  mode,
                     GError      **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_personal_store_open_async (set->folder, mode, set->key, set->key_id, NULL, kit_ready,
                                 &result);
  done = kit_wait (&result);
  return kin_personal_store_open_finish (done, error);
}

KinFamilyStore *
notes_open_family (KitSet       *set,
                   KinStoreMode  mode,
                   GError      **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_family_store_open_async (set->folder, mode, set->key, set->key_id, NULL, kit_ready, &result);
  done = kit_wait (&result);
  return kin_family_store_open_finish (done, error);
}

void
notes_close_personal (KinPersonalStore *store)
{
  g_assert_true (KIT_ASK (kin_personal_store_close, store, NULL));
  g_object_unref (store);
}

void
notes_close_family (KinFamilyStore *store)
{
  g_assert_true (KIT_ASK (kin_family_store_close, store, NULL));
  g_object_unref (store);
}

/* Says the text at @offset of each of what was found. Returns: whether it was. */
static gboolean
say_each (GPtrArray  *found,
          GString    *answer,
          const char *word,
          glong       offset)
{
  g_autoptr (GPtrArray) owned = found;

  for (guint i = 0; owned != NULL && i < owned->len; i++)
    g_string_append_printf (answer, "%s %s\n", word,
                            G_STRUCT_MEMBER (char *, g_ptr_array_index (owned, i), offset));

  return owned != NULL;
}

gboolean
notes_save_connection (Notes    *notes,
                       GString  *answer,
                       GError  **error)
{
  g_autoptr (KinConnectionNote) note = kin_connection_note_new ();

  note->id = g_strdup ("another");
  note->kind = g_strdup ("portal");
  note->base = g_strdup ("https://fhir.example/r4");
  note->state = g_strdup ("connected");
  return KIT_ASK (kin_personal_store_save_connection, notes->personal, error, note, NULL);
}

static gboolean
remove_connection (Notes    *notes,
                   GString  *answer,
                   GError  **error)
{
  return KIT_ASK (kin_personal_store_remove_connection, notes->personal, error, "another", NULL);
}

static gboolean
list_connections (Notes    *notes,
                  GString  *answer,
                  GError  **error)
{
  return say_each (KIT_ASK (kin_personal_store_list_connections, notes->personal, error, NULL),
                   answer, "connection", G_STRUCT_OFFSET (KinConnectionNote, id));
}

static gboolean
save_original (Notes    *notes,
               GString  *answer,
               GError  **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("A letter", strlen ("A letter"));

  return KIT_ASK (kin_personal_store_save_original, notes->personal, error, "another",
                  "letter.txt", "text/plain", bytes, NULL) != 0;
}

static gboolean
list_originals (Notes    *notes,
                GString  *answer,
                GError  **error)
{
  return say_each (KIT_ASK (kin_personal_store_list_originals, notes->personal, error, NULL),
                   answer, "original", G_STRUCT_OFFSET (KinOriginal, name));
}

static gboolean
load_original (Notes    *notes,
               GString  *answer,
               GError  **error)
{
  g_autoptr (GBytes) bytes = NULL;

  bytes = KIT_ASK (kin_personal_store_load_original, notes->personal, error, 1, NULL);
  if (bytes != NULL)
    g_string_append_printf (answer, "%08x\n", g_bytes_hash (bytes));

  return bytes != NULL;
}

gboolean
notes_save_note (Notes    *notes,
                 GString  *answer,
                 GError  **error)
{
  return KIT_ASK (kin_personal_store_save_note, notes->personal, error, "apart", "one", "yes",
                  NULL);
}

gboolean
notes_list_notes (Notes    *notes,
                  GString  *answer,
                  GError  **error)
{
  return say_each (KIT_ASK (kin_personal_store_list_notes, notes->personal, error, NULL),
                   answer, "note", G_STRUCT_OFFSET (KinNote, name));
}

static gboolean
save_person (Notes    *notes,
             GString  *answer,
             GError  **error)
{
  g_autoptr (KinPersonNote) note = kin_person_note_new ("rosa", "Rosa", "1944-03-02");

  return KIT_ASK (kin_family_store_save_person, notes->family, error, note, NULL);
}

static gboolean
save_photo (Notes    *notes,
            GString  *answer,
            GError  **error)
{
  g_autoptr (GBytes) photo = g_bytes_new_static ("A face", strlen ("A face"));

  return KIT_ASK (kin_family_store_save_photo, notes->family, error, "rosa", photo, NULL);
}

static gboolean
save_relation (Notes    *notes,
               GString  *answer,
               GError  **error)
{
  return KIT_ASK (kin_family_store_save_relation, notes->family, error, "rosa", "Mother", NULL);
}

static gboolean
remove_person (Notes    *notes,
               GString  *answer,
               GError  **error)
{
  return KIT_ASK (kin_family_store_remove_person, notes->family, error, "rosa", NULL);
}

static gboolean
list_people (Notes    *notes,
             GString  *answer,
             GError  **error)
{
  g_autoptr (GPtrArray) found = NULL;

  found = KIT_ASK (kin_family_store_list_people, notes->family, error, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      KinPersonNote *one = g_ptr_array_index (found, i);

      g_string_append_printf (answer, "person %s %d\n", one->name, one->photo != NULL);
    }

  return found != NULL;
}

static gboolean
save_set_up (Notes    *notes,
             GString  *answer,
             GError  **error)
{
  g_autoptr (KinSetUpNote) note = kin_set_up_note_new ("epic", "one");

  return KIT_ASK (kin_family_store_save_set_up, notes->family, error, note, NULL);
}

static gboolean
list_set_ups (Notes    *notes,
              GString  *answer,
              GError  **error)
{
  return say_each (KIT_ASK (kin_family_store_list_set_ups, notes->family, error, NULL),
                   answer, "set up", G_STRUCT_OFFSET (KinSetUpNote, vendor));
}

/* In this order: each finds what those before it have left. */
const NotesAsk notes_asks[] = {
  notes_save_connection, list_connections, save_original, list_originals, load_original,
  notes_save_note, notes_list_notes, remove_connection, save_person, list_people, save_photo,
  save_relation, save_set_up, list_set_ups, remove_person, NULL,
};

void
notes_say_all (Notes   *notes,
               GString *said)
{
  static const NotesAsk all[] = { list_connections, list_originals, notes_list_notes,
                                  list_people, list_set_ups };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_true (all[i] (notes, said, NULL));
}
