/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person"

#include "config.h"

#include "kin-person-private.h"
#include "kin-set-ups.h"

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
  PROP_IS_READING_LETTERS,
  PROP_PHOTO,
  PROP_RELATION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  DAMAGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

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
    case PROP_IS_READING_LETTERS:
      g_value_set_boolean (value, self->watch.words.is_reading);
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

  g_clear_handle_id (&self->watch.check.due, g_source_remove);
  g_clear_handle_id (&self->watch.files.due, g_source_remove);
  g_clear_handle_id (&self->watch.twins.due, g_source_remove);
  g_clear_handle_id (&self->watch.hidden.due, g_source_remove);
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

  /**
   * KinPerson:is-reading-letters:
   *
   * Whether letters are being looked through, so that they are not found by their words yet.
   */
  properties[PROP_IS_READING_LETTERS] = g_param_spec_boolean ("is-reading-letters", NULL, NULL,
                                                              FALSE, flags);
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

  /**
   * KinPerson::damaged:
   *
   * A file that was opened early is damaged, and nothing is changed in it: the person is to be
   * closed and opened with kin_person_open_async(), so that its copy takes its place.
   */
  signals[DAMAGED] = g_signal_new ("damaged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
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

void
kin_person_say_damaged (KinPerson *self)
{
  g_signal_emit (self, signals[DAMAGED], 0);
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

/* Hands over the open files, and what was read of them. */
void
kin_person_take_files (KinPerson        *self,
                       KinRecordStore   *record,
                       KinPersonalStore *personal,
                       GPtrArray        *notes)
{
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->record = record;
  self->personal = personal;
  self->notes = notes;
}

/* Gives the open files back; the person is closed from here on. */
void
kin_person_give_files (KinPerson         *self,
                       KinRecordStore   **record,
                       KinPersonalStore **personal)
{
  *record = g_steal_pointer (&self->record);
  *personal = g_steal_pointer (&self->personal);
  g_list_store_remove_all (self->connections);
}

KinDataFolder *
kin_person_get_data_folder (KinPerson *self)
{
  return self->folder;
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
