/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-person-private.h"
#include "kin-set-key.h"
#include "kin-set-meta.h"
#include "kin-set-ups.h"
#include "kin-task.h"

#define RECORD_FILE "record.db"
#define PERSONAL_FILE "personal.db"

/**
 * KinPerson:
 *
 * One person and everything that is kept about them: owns the files, and lists the connections.
 *
 * The files are opened on demand, and closed with kin_person_close_async().
 */
struct _KinPerson
{
  GObject           parent_instance;

  KinDataFolder    *folder;
  KinKeyring       *keyring;
  KinHttp          *http;
  KinSetUps        *set_ups;

  char             *id;
  char             *name;
  char             *birth_date;
  char             *colour;
  GBytes           *photo;
  char             *relation;
  KinPersonFlags    flags;
  char             *path;

  KinRecordStore   *record;
  KinPersonalStore *personal;
  GListStore       *connections;
  GPtrArray        *notes;         /* of KinNote */
  KinPersonWatch    watch;
};

static void kin_person_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KinPerson, kin_person, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      kin_person_list_model_init))

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_BIRTH_DATE,
  PROP_IS_OPEN,
  PROP_PHOTO,
  PROP_RELATION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
has_file (KinPerson  *self,
          const char *name)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Opening goes key → record → personal → connections → notes; the key is in the task. */

static void
notes_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPerson *self = g_task_get_source_object (task);
  GPtrArray *notes;
  GError *error = NULL;

  notes = kin_personal_store_list_notes_finish (KIN_PERSONAL_STORE (source), result, &error);
  if (notes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = notes;
  kin_person_hide_again (self);
  kin_person_begin_watch (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_OPEN]);
  g_task_return_boolean (task, TRUE);
}

static void
connections_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) notes = NULL;
  KinPerson *self = g_task_get_source_object (task);
  GError *error = NULL;

  notes = kin_personal_store_list_connections_finish (KIN_PERSONAL_STORE (source), result, &error);
  if (notes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_list_store_remove_all (self->connections);
  for (guint i = 0; i < notes->len; i++)
    {
      g_autoptr (KinConnection) connection = kin_connection_new (g_ptr_array_index (notes, i));

      g_list_store_append (self->connections, connection);
    }

  kin_personal_store_list_notes_async (self->personal, g_task_get_cancellable (task), notes_cb,
                                       g_object_ref (task));
}

static void
personal_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPerson *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->personal = kin_personal_store_open_finish (result, &error);
  if (self->personal == NULL)
    {
      g_clear_object (&self->record);
      g_task_return_error (task, error);
      return;
    }

  kin_personal_store_list_connections_async (self->personal, g_task_get_cancellable (task),
                                             connections_cb, g_object_ref (task));
}

/* Files are made with the person and never afterwards. */
static KinStoreMode
mode_of (GTask *task)
{
  return g_task_get_source_tag (task) == kin_person_create_async ? KIN_STORE_CREATE
                                                                 : KIN_STORE_OPEN;
}

static void
record_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinPerson *self = g_task_get_source_object (task);
  KinSetKey *key = g_task_get_task_data (task);
  GError *error = NULL;

  self->record = kin_record_store_open_finish (result, &error);
  if (self->record == NULL)
    g_task_return_error (task, error);
  else
    kin_personal_store_open_async (self->path, mode_of (task), key->key, key->key_id,
                                   g_task_get_cancellable (task), personal_cb,
                                   g_object_ref (task));
}

static void
open_record (GTask     *task,
             KinSetKey *key)
{
  KinPerson *self = g_task_get_source_object (task);

  g_task_set_task_data (task, key, (GDestroyNotify) kin_set_key_free);

  /* Whoever is in the family had both files: one that is gone was lost, and an empty one in its
   * place would hide that, where no copy is. Seen before the other one is opened, and changed. */
  if (mode_of (task) == KIN_STORE_OPEN &&
      !(has_file (self, RECORD_FILE) &&
        (has_file (self, PERSONAL_FILE) || has_file (self, PERSONAL_FILE ".copy"))))
    {
      g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_DAMAGED,
                               "A file of this person is not there");
      return;
    }

  kin_record_store_open_async (self->path, mode_of (task), key->key, key->key_id,
                               g_task_get_cancellable (task), record_cb, g_object_ref (task));
}

static void
find_key_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  KinSetKey *key = kin_set_key_find_finish (result, &error);

  if (key == NULL)
    g_task_return_error (task, error);
  else
    open_record (task, key);
}

static void
create_key_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinSetKey) key = NULL;
  g_autoptr (KinSetMeta) meta = NULL;
  g_autofree char *made = NULL;
  KinPerson *self = g_task_get_source_object (task);
  GError *error = NULL;

  key = kin_set_key_create_finish (result, &error);
  if (key != NULL)
    made = kin_data_folder_make_person (self->folder, self->id, &error);
  if (made != NULL)
    {
      meta = kin_set_meta_new (key->key_id);
      kin_set_meta_write (meta, self->path, &error);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    open_record (task, g_steal_pointer (&key));
}

static void
close_personal_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task,
                        kin_personal_store_close_finish (KIN_PERSONAL_STORE (source), result,
                                                         &error),
                        &error);
}

static void
close_record_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinPersonalStore) personal = g_object_ref (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;

  /* The other file is closed in any case. */
  if (!kin_record_store_close_finish (KIN_RECORD_STORE (source), result, &error))
    g_warning ("Closing the record: %s", error->message);

  kin_personal_store_close_async (personal, close_personal_cb, g_object_ref (task));
}

static GType
kin_person_get_item_type (GListModel *model)
{
  return KIN_TYPE_CONNECTION;
}

static guint
kin_person_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (KIN_PERSON (model)->connections));
}

static gpointer
kin_person_get_item (GListModel *model,
                     guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (KIN_PERSON (model)->connections), position);
}

static void
kin_person_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = kin_person_get_item_type;
  iface->get_n_items = kin_person_get_n_items;
  iface->get_item = kin_person_get_item;
}

static void
on_connections_changed (KinPerson *self,
                        guint      position,
                        guint      removed,
                        guint      added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
kin_person_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  KinPerson *self = KIN_PERSON (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_BIRTH_DATE:
      g_value_set_string (value, self->birth_date);
      break;
    case PROP_IS_OPEN:
      g_value_set_boolean (value, kin_person_get_is_open (self));
      break;
    case PROP_PHOTO:
      g_value_set_boxed (value, self->photo);
      break;
    case PROP_RELATION:
      g_value_set_string (value, self->relation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
kin_person_dispose (GObject *object)
{
  KinPerson *self = KIN_PERSON (object);

  g_clear_handle_id (&self->watch.twins.due, g_source_remove);
  g_clear_handle_id (&self->watch.words.due, g_source_remove);
  g_clear_object (&self->watch.words.cancellable);
  g_clear_object (&self->record);
  g_clear_object (&self->personal);
  g_clear_object (&self->folder);
  g_clear_object (&self->keyring);
  g_clear_object (&self->http);
  g_clear_object (&self->set_ups);

  G_OBJECT_CLASS (kin_person_parent_class)->dispose (object);
}

static void
kin_person_finalize (GObject *object)
{
  KinPerson *self = KIN_PERSON (object);

  g_object_unref (self->connections);
  g_ptr_array_unref (self->notes);
  g_free (self->id);
  g_free (self->name);
  g_free (self->birth_date);
  g_free (self->colour);
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_free (self->relation);
  g_free (self->path);

  G_OBJECT_CLASS (kin_person_parent_class)->finalize (object);
}

static void
kin_person_class_init (KinPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = kin_person_get_property;
  object_class->dispose = kin_person_dispose;
  object_class->finalize = kin_person_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_BIRTH_DATE] = g_param_spec_string ("birth-date", NULL, NULL, NULL, flags);
  properties[PROP_IS_OPEN] = g_param_spec_boolean ("is-open", NULL, NULL, FALSE, flags);
  properties[PROP_PHOTO] = g_param_spec_boxed ("photo", NULL, NULL, G_TYPE_BYTES, flags);
  properties[PROP_RELATION] = g_param_spec_string ("relation", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * KinPerson::changed:
   *
   * What is in the record, or what is kept about it, is not as it was: on the disk, and here.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kin_person_init (KinPerson *self)
{
  self->connections = g_list_store_new (KIN_TYPE_CONNECTION);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_note_free);
  g_signal_connect_object (self->connections, "items-changed",
                           G_CALLBACK (on_connections_changed), self, G_CONNECT_SWAPPED);
}

void
kin_person_say_changed (KinPerson *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * kin_person_new:
 * @id: random; names the folder, and nothing about the person
 * @birth_date: (nullable): FHIR date
 * @colour: (nullable): what marks the person's pages
 *
 * Returns: (transfer full): a person whose files are not opened yet
 */
KinPerson *
kin_person_new (KinDataFolder  *folder,
                KinKeyring     *keyring,
                KinHttp        *http,
                KinSetUps      *set_ups,
                const char     *id,
                const char     *name,
                const char     *birth_date,
                const char     *colour,
                KinPersonFlags  flags)
{
  KinPerson *self = g_object_new (KIN_TYPE_PERSON, NULL);

  self->folder = g_object_ref (folder);
  self->keyring = g_object_ref (keyring);
  self->http = g_object_ref (http);
  self->set_ups = g_object_ref (set_ups);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->birth_date = g_strdup (birth_date);
  self->colour = g_strdup (colour);
  self->flags = flags;
  self->path = kin_data_folder_dup_person (folder, id);

  return self;
}

const char *
kin_person_get_id (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->id;
}

const char *
kin_person_get_name (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->name;
}

/**
 * kin_person_get_birth_date:
 *
 * Returns: (nullable): FHIR date
 */
const char *
kin_person_get_birth_date (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->birth_date;
}

/**
 * kin_person_get_colour:
 *
 * Returns: (nullable): the name of the colour and pattern that mark the person's pages
 */
const char *
kin_person_get_colour (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->colour;
}

/**
 * kin_person_get_photo:
 *
 * Returns: (nullable) (transfer none): %KIN_PERSON_PHOTO_SIDE rows of pixels
 */
GBytes *
kin_person_get_photo (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->photo;
}

/**
 * kin_person_set_photo:
 * @photo: (nullable): what is saved with the person; anything else than such a photo counts as none
 */
void
kin_person_set_photo (KinPerson *self,
                      GBytes    *photo)
{
  const gsize length = KIN_PERSON_PHOTO_SIDE * KIN_PERSON_PHOTO_SIDE * 3;

  g_clear_pointer (&self->photo, g_bytes_unref);
  if (photo != NULL && g_bytes_get_size (photo) == length)
    self->photo = g_bytes_ref (photo);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHOTO]);
}

/**
 * kin_person_get_relation:
 *
 * Returns: (nullable): what the person is to the one who uses this computer account, as typed
 */
const char *
kin_person_get_relation (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->relation;
}

/* What is saved with the person; NULL for nothing. */
void
kin_person_set_relation (KinPerson  *self,
                         const char *relation)
{
  g_free (self->relation);
  self->relation = g_strdup (relation);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RELATION]);
}

/**
 * kin_person_get_is_self:
 *
 * Returns: whether this is the one who uses this computer account
 */
gboolean
kin_person_get_is_self (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), FALSE);

  return (self->flags & KIN_PERSON_SELF) != 0;
}

/**
 * kin_person_get_is_sample:
 *
 * Returns: whether this person is made up, to look around with
 */
gboolean
kin_person_get_is_sample (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), FALSE);

  return (self->flags & KIN_PERSON_SAMPLE) != 0;
}

/**
 * kin_person_get_folder:
 *
 * Returns: where this person's files are
 */
const char *
kin_person_get_folder (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->path;
}

gboolean
kin_person_get_is_open (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), FALSE);

  return self->record != NULL && self->personal != NULL;
}

KinKeyring *
kin_person_get_keyring (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->keyring;
}

/**
 * kin_person_get_set_ups:
 *
 * Returns: (transfer none): how Kinchart is known to vendors of portals, for everybody here
 */
KinSetUps *
kin_person_get_set_ups (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->set_ups;
}

KinHttp *
kin_person_get_http (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->http;
}

KinPersonWatch *
kin_person_get_watch (KinPerson *self)
{
  return &self->watch;
}

/**
 * kin_person_get_record:
 *
 * Returns: (nullable) (transfer none): what clinics sent, while open
 */
KinRecordStore *
kin_person_get_record (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->record;
}

/**
 * kin_person_get_personal:
 *
 * Returns: (nullable) (transfer none): what exists nowhere else, while open
 */
KinPersonalStore *
kin_person_get_personal (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->personal;
}

/* What the person noted, as it is on the disk. */
GPtrArray *
kin_person_get_notes (KinPerson *self)
{
  return self->notes;
}

/* The list behind the person's own; only the files of this class change it. */
GListStore *
kin_person_get_connections (KinPerson *self)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), NULL);

  return self->connections;
}

/**
 * kin_person_create_async:
 *
 * Makes the key and the files of a new person, in that order: no file is written before the
 * keyring has the key.
 */
void
kin_person_create_async (KinPerson           *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_PERSON (self));

  g_task_set_source_tag (task, kin_person_create_async);
  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_EXISTS,
                             "Files of this person exist");
  else
    kin_set_key_create_async (self->keyring, self->id, cancellable, create_key_cb,
                              g_object_ref (task));
}

gboolean
kin_person_create_finish (KinPerson     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_person_open_async:
 *
 * Opens the person's files with the key that the keyring has. When the keyring cannot give it,
 * nothing is opened, nothing is written and no key is made.
 */
void
kin_person_open_async (KinPerson           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_PERSON (self));

  g_task_set_source_tag (task, kin_person_open_async);
  if (kin_person_get_is_open (self))
    g_task_return_boolean (task, TRUE);
  else
    kin_set_key_find_async (self->keyring, self->id, self->path, cancellable, find_key_cb,
                            g_object_ref (task));
}

/**
 * kin_person_open_finish:
 *
 * Returns: %TRUE when the record can be read
 */
gboolean
kin_person_open_finish (KinPerson     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * kin_person_close_async:
 *
 * Finishes what is being written, closes the files and wipes the keys.
 */
void
kin_person_close_async (KinPerson           *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (KinRecordStore) record = NULL;

  g_return_if_fail (KIN_IS_PERSON (self));

  g_task_set_source_tag (task, kin_person_close_async);
  if (!kin_person_get_is_open (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  kin_person_end_watch (self);
  record = g_steal_pointer (&self->record);
  g_task_set_task_data (task, g_steal_pointer (&self->personal), g_object_unref);
  g_list_store_remove_all (self->connections);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_OPEN]);
  kin_record_store_close_async (record, close_record_cb, g_object_ref (task));
}

gboolean
kin_person_close_finish (KinPerson     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
