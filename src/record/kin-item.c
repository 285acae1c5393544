/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-item"

#include "config.h"

#include "kin-allergy.h"
#include "kin-appointment.h"
#include "kin-bill.h"
#include "kin-care-team.h"
#include "kin-condition.h"
#include "kin-document.h"
#include "kin-insurance.h"
#include "kin-item-private.h"
#include "kin-medicine.h"
#include "kin-message.h"
#include "kin-path-private.h"
#include "kin-resource-private.h"
#include "kin-result.h"
#include "kin-scan.h"
#include "kin-summary.h"
#include "kin-vaccine.h"
#include "kin-visit.h"

typedef struct
{
  gint64      id;
  char       *source;
  KinItemMarks marks;
  KinSummary *summary;
  KinJson    *json;
} KinItemPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (KinItem, kin_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_SECTION,
  PROP_KIND,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_DATE,
  PROP_STATUS,
  PROP_SOURCE,
  PROP_FLAG,
  PROP_UNREAD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static KinItemPrivate *
get_private (KinItem *self)
{
  return kin_item_get_instance_private (self);
}

static void
kin_item_finalize (GObject *object)
{
  KinItemPrivate *priv = get_private (KIN_ITEM (object));

  g_free (priv->source);
  g_clear_pointer (&priv->summary, kin_summary_free);
  g_clear_pointer (&priv->json, kin_json_unref);

  G_OBJECT_CLASS (kin_item_parent_class)->finalize (object);
}

static void
kin_item_get_property (GObject    *object,
                       guint       property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  KinItem *self = KIN_ITEM (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, kin_item_get_id (self));
      break;
    case PROP_SECTION:
      g_value_set_enum (value, kin_item_get_section (self));
      break;
    case PROP_KIND:
      g_value_set_string (value, kin_item_get_kind (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, kin_item_get_title (self));
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, kin_item_get_subtitle (self));
      break;
    case PROP_DATE:
      g_value_set_string (value, kin_item_get_date (self));
      break;
    case PROP_STATUS:
      g_value_set_string (value, kin_item_get_status (self));
      break;
    case PROP_SOURCE:
      g_value_set_string (value, kin_item_get_source (self));
      break;
    case PROP_FLAG:
      g_value_set_string (value, kin_item_get_flag (self));
      break;
    case PROP_UNREAD:
      g_value_set_boolean (value, kin_item_get_unread (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static GParamSpec *
text_property (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
kin_item_class_init (KinItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = kin_item_finalize;
  object_class->get_property = kin_item_get_property;

  /* The words behind the properties are with the functions that get them. */
  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_SECTION] = g_param_spec_enum ("section", NULL, NULL, KIN_TYPE_SECTION,
                                                KIN_SECTION_OTHER, flags);
  properties[PROP_KIND] = text_property ("kind");
  properties[PROP_TITLE] = text_property ("title");
  properties[PROP_SUBTITLE] = text_property ("subtitle");
  properties[PROP_DATE] = text_property ("date");
  properties[PROP_STATUS] = text_property ("status");
  properties[PROP_SOURCE] = text_property ("source");
  properties[PROP_FLAG] = text_property ("flag");
  properties[PROP_UNREAD] = g_param_spec_boolean ("unread", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_item_init (KinItem *self)
{
}

/* What is for search and for the store is left behind. */
static KinSummary *
copy_summary (const KinSummary *from)
{
  KinSummary shown = *from;

  shown.words = NULL;
  shown.named_by = NULL;
  shown.updated = NULL;

  return kin_summary_copy (&shown);
}

/* A switch, so that the compiler asks for a new section. */
static GType
choose_type (KinSection section)
{
  switch (section)
    {
    case KIN_SECTION_RESULTS:
    case KIN_SECTION_MEASUREMENTS:
      return KIN_TYPE_RESULT;
    case KIN_SECTION_SCANS:
      return KIN_TYPE_SCAN;
    case KIN_SECTION_MEDICINES:
      return KIN_TYPE_MEDICINE;
    case KIN_SECTION_VACCINES:
      return KIN_TYPE_VACCINE;
    case KIN_SECTION_CONDITIONS:
      return KIN_TYPE_CONDITION;
    case KIN_SECTION_ALLERGIES:
      return KIN_TYPE_ALLERGY;
    case KIN_SECTION_VISITS:
      return KIN_TYPE_VISIT;
    case KIN_SECTION_DOCUMENTS:
      return KIN_TYPE_DOCUMENT;
    case KIN_SECTION_MESSAGES:
      return KIN_TYPE_MESSAGE;
    case KIN_SECTION_APPOINTMENTS:
      return KIN_TYPE_APPOINTMENT;
    case KIN_SECTION_BILLS:
      return KIN_TYPE_BILL;
    case KIN_SECTION_INSURANCE:
      return KIN_TYPE_INSURANCE;
    case KIN_SECTION_CARE_TEAM:
      return KIN_TYPE_CARE_TEAM;
    case KIN_SECTION_NONE:
    case KIN_SECTION_OTHER:
    case KIN_N_SECTIONS:
    default:
      return KIN_TYPE_ITEM;
    }
}

/**
 * kin_item_new:
 * @id: its number in the store
 * @source: (nullable): the connection or file that it came from
 * @summary: what a list shows of it; copied, without the words for search
 * @marks: what the record knows of it
 * @json: (nullable): the resource, or %NULL in a list
 *
 * Makes an item of the type that fits: a #KinResult, a #KinMedicine … or, where
 * nothing fits, a plain #KinItem.
 *
 * Returns: (transfer full): the item
 */
KinItem *
kin_item_new (gint64            id,
              const char       *source,
              const KinSummary *summary,
              KinItemMarks      marks,
              KinJson          *json)
{
  KinItem *self;
  KinItemPrivate *priv;

  g_return_val_if_fail (summary != NULL, NULL);

  self = g_object_new (choose_type (summary->section), NULL);
  priv = get_private (self);
  priv->id = id;
  priv->source = g_strdup (source);
  priv->marks = marks;
  priv->json = json != NULL ? kin_json_ref (json) : NULL;
  priv->summary = copy_summary (summary);

  return self;
}

/**
 * kin_item_mark_from_id:
 * @id: a word of a command
 * @mark: (out): what it stands for
 *
 * Returns: whether it stands for one
 */
gboolean
kin_item_mark_from_id (const char   *id,
                       KinItemMarks *mark)
{
  static const char * const ids[] = { "unread", "changed", "corrected", "withdrawn", "gone" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_strcmp0 (id, ids[i]) == 0)
      {
        *mark = (KinItemMarks) (1u << i);
        return TRUE;
      }

  return FALSE;
}

/**
 * kin_item_new_empty:
 * @id: the number of another one in the store
 * @marks: %KIN_ITEM_UNREADABLE, or nothing
 *
 * Returns: (transfer full): what keeps its place in a list while it is read, or cannot be
 */
KinItem *
kin_item_new_empty (gint64       id,
                    KinItemMarks marks)
{
  KinSummary summary = { .type = (char *) "", .id = (char *) "", .title = (char *) "" };

  return kin_item_new (id, NULL, &summary, marks, NULL);
}

/**
 * kin_item_is_empty:
 * @self: an item
 *
 * Returns: whether it is one of kin_item_new_empty()
 */
gboolean
kin_item_is_empty (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), TRUE);

  return *kin_item_get_kind (self) == '\0';
}

/**
 * kin_item_is_unreadable:
 * @self: an item
 *
 * Returns: whether it keeps the place of one that the disk did not give
 */
gboolean
kin_item_is_unreadable (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), FALSE);

  return (get_private (self)->marks & KIN_ITEM_UNREADABLE) != 0;
}

/**
 * kin_item_get_id:
 * @self: an item
 *
 * Returns: its number in the store
 */
gint64
kin_item_get_id (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), 0);

  return get_private (self)->id;
}

/**
 * kin_item_get_section:
 * @self: an item
 *
 * Returns: the part of the app that lists it
 */
KinSection
kin_item_get_section (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), KIN_SECTION_OTHER);

  return get_private (self)->summary->section;
}

/**
 * kin_item_get_kind:
 * @self: an item
 *
 * Returns: its FHIR resource type
 */
const char *
kin_item_get_kind (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->summary->type;
}

/**
 * kin_item_get_resource_id:
 * @self: an item
 *
 * Returns: the id that its source gave it
 */
const char *
kin_item_get_resource_id (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->summary->id;
}

/**
 * kin_item_get_title:
 * @self: an item
 *
 * Returns: what the clinic calls it
 */
const char *
kin_item_get_title (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->summary->title;
}

/**
 * kin_item_get_subtitle:
 * @self: an item
 *
 * Returns: (nullable): the second line: a value, a dose, a place
 */
const char *
kin_item_get_subtitle (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->summary->subtitle;
}

/**
 * kin_item_get_date:
 * @self: an item
 *
 * Returns: (nullable): when it happened, as it was sent; read it with kin_time_parse()
 */
const char *
kin_item_get_date (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->summary->date;
}

/**
 * kin_item_get_date_key:
 * @self: an item
 *
 * Returns: (nullable): text that sorts in the order of time
 */
const char *
kin_item_get_date_key (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->summary->date_key;
}

/**
 * kin_item_get_status:
 * @self: an item
 *
 * Returns: (nullable): the FHIR status code
 */
const char *
kin_item_get_status (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->summary->status;
}

/**
 * kin_item_get_source:
 * @self: an item
 *
 * Returns: (nullable): the connection or file that it came from
 */
const char *
kin_item_get_source (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->source;
}

/**
 * kin_item_dup_name:
 * @self: an item
 *
 * Returns: (transfer full): what it is called within its record: source, FHIR type and id
 */
char *
kin_item_dup_name (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return g_strjoin ("/", kin_item_get_source (self), kin_item_get_kind (self),
                    kin_item_get_resource_id (self), NULL);
}

/**
 * kin_item_get_codes:
 * @self: an item
 *
 * Returns: (nullable): `system|code` of each coding, with a space between
 */
const char *
kin_item_get_codes (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->summary->codes;
}

/**
 * kin_item_get_flag:
 * @self: an item
 *
 * Returns: (nullable): the code, or the words, by which the clinic marked a result or a part of it,
 *   such as `H`
 */
const char *
kin_item_get_flag (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->summary->flag;
}

/**
 * kin_item_get_patient:
 * @self: an item
 *
 * Returns: (nullable): the reference to its patient, as it was sent
 */
const char *
kin_item_get_patient (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->summary->patient;
}

/**
 * kin_item_get_unread:
 * @self: an item
 *
 * Returns: whether the person had not seen it when the item was made
 */
gboolean
kin_item_get_unread (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), FALSE);

  return kin_item_has_mark (self, KIN_ITEM_UNREAD);
}

/**
 * kin_item_has_mark:
 * @self: an item
 * @mark: one of them
 *
 * Returns: whether the record knows that of it
 */
gboolean
kin_item_has_mark (KinItem      *self,
                   KinItemMarks  mark)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), FALSE);

  return (get_private (self)->marks & mark) != 0;
}

/**
 * kin_item_get_json:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the resource; %NULL in a list
 */
KinJson *
kin_item_get_json (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), NULL);

  return get_private (self)->json;
}

/**
 * kin_item_has_modifier:
 * @self: an item
 *
 * Tells whether the resource carries a `modifierExtension`, which may turn what
 * it says into something else (https://hl7.org/fhir/R4/extensibility.html#modifierExtension).
 * None is known here, so such an item is never shown as a plain fact. Lists know it too.
 *
 * Returns: whether it does
 */
gboolean
kin_item_has_modifier (KinItem *self)
{
  g_return_val_if_fail (KIN_IS_ITEM (self), FALSE);

  return g_strcmp0 (get_private (self)->summary->flag, KIN_FLAG_NOT_KNOWN) == 0
         || kin_resource_has_modifier (kin_item_get_node (self));
}

/* The resource; a missing node in a list. */
KinJsonNode
kin_item_get_node (KinItem *self)
{
  KinJson *json = get_private (self)->json;

  return json != NULL ? kin_json_get_root (json) : (KinJsonNode) { NULL, NULL };
}

/* All values on the first of @paths that has any. */
GStrv
kin_item_list_first (KinItem           *self,
                     const char *const *paths)
{
  g_auto (GStrv) values = NULL;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_clear_pointer (&values, g_strfreev);
      values = kin_path_list_text (kin_item_get_node (self), paths[i]);
      if (*values != NULL)
        break;
    }

  return g_steal_pointer (&values);
}
