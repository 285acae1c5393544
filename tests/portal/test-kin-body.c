/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-body"

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kin-body-private.h"
#include "kin-fault-server.h"

#define MIB (1024 * 1024)

static GBytes *
feed (KinBody       *body,
      GBytes        *bytes,
      gsize          step,
      KinBodyProof  *proof,
      GError       **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at < length; at += step)
    if (!kin_body_take (body, data + at, MIN (step, length - at), error))
      return NULL;
  return kin_body_finish (body, proof, error);
}

static GBytes *
sample (void)
{
  GString *text = g_string_new ("{");

  for (int i = 0; i < 20000; i++)
    g_string_append_printf (text, "\"n%d\":%u,", i, g_random_int ());
  g_string_append (text, "\"end\":0}");
  return g_string_free_to_bytes (text);
}

static void
test_plain (void)
{
  g_autoptr (GBytes) bytes = sample ();
  gssize announced[] = { -1, (gssize) g_bytes_get_size (bytes) };

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (KinBody) body = kin_body_new (MIB, FALSE, announced[i]);
      g_autoptr (GError) error = NULL;
      KinBodyProof proof;
      g_autoptr (GBytes) whole = feed (body, bytes, 1000, &proof, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (whole, bytes));
      g_assert_cmpint (proof, ==, i == 0 ? KIN_BODY_UNPROVEN : KIN_BODY_PROVEN);
    }
}

static void
test_gzip_every_step (void)
{
  g_autoptr (GBytes) bytes = sample ();
  g_autoptr (GBytes) packed = fault_gzip (bytes);
  gsize steps[] = { 1, 7, 1000, 65536, 10 * MIB };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (KinBody) body = kin_body_new (10 * MIB, TRUE, -1);
      g_autoptr (GError) error = NULL;
      KinBodyProof proof;
      g_autoptr (GBytes) whole = feed (body, packed, steps[i], &proof, &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (whole, bytes));
      g_assert_cmpint (proof, ==, KIN_BODY_PROVEN);
    }
}

/* Every length but the full one is an early end, down to the last byte of the
 * trailer; one byte more, or a wrong checksum, is damage. */
static void
test_gzip_cut (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"resourceType\":\"Bundle\"}", 25);
  g_autoptr (GBytes) packed = fault_gzip (bytes);
  gsize length = g_bytes_get_size (packed);
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (packed, NULL), length);
  g_autoptr (GBytes) damaged = NULL;
  g_autoptr (GBytes) longer = NULL;
  KinBodyProof proof;

  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (packed, 0, cut);
      g_autoptr (KinBody) body = kin_body_new (MIB, TRUE, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (feed (body, part, 8, &proof, &error));
      g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE);
    }
  data[length - 6] ^= 1;
  damaged = g_bytes_new (data, length);
  longer = fault_join (packed, packed);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (KinBody) body = kin_body_new (MIB, TRUE, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (feed (body, i == 0 ? damaged : longer, 1000, &proof, &error));
      g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE);
    }
}

static void
test_length_cut (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("0123456789", 10);
  goffset announced[] = { 9, 11, 0, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (announced); i++)
    {
      g_autoptr (KinBody) body = kin_body_new (MIB, FALSE, announced[i]);
      g_autoptr (GError) error = NULL;
      KinBodyProof proof;

      g_assert_null (feed (body, bytes, 3, &proof, &error));
      g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE);
    }
}

static void
test_cap (void)
{
  g_autofree guint8 *data = g_malloc0 (1000);

  for (int gzip = 0; gzip < 2; gzip++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (data, 1000);
      g_autoptr (GBytes) wire = gzip ? fault_gzip (bytes) : g_bytes_ref (bytes);
      g_autoptr (KinBody) exact = kin_body_new (1000, gzip, -1);
      g_autoptr (KinBody) small = kin_body_new (999, gzip, -1);
      g_autoptr (GError) error = NULL;
      KinBodyProof proof;
      g_autoptr (GBytes) whole = feed (exact, wire, 100, &proof, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (whole), ==, 1000);
      g_assert_null (feed (small, wire, 100, &proof, &error));
      g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TOO_LARGE);
    }
}

static gsize
resident_bytes (void)
{
  g_autofree char *text = NULL;
  guint64 total = 0, resident = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &total, &resident),
                   ==, 2);
  return (gsize) resident * (gsize) sysconf (_SC_PAGESIZE);
}

/* Less than the cap, but more than a hundred times what came over the wire. */
static void
test_ratio (void)
{
  g_autofree guint8 *nothing = g_malloc0 (8 * MIB);
  g_autoptr (GBytes) bytes = g_bytes_new_static (nothing, 8 * MIB);
  g_autoptr (GBytes) packed = fault_gzip (bytes);
  g_autoptr (KinBody) body = kin_body_new (100 * MIB, TRUE, -1);
  g_autoptr (GError) error = NULL;
  KinBodyProof proof;

  g_assert_null (feed (body, packed, 1000, &proof, &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BOMB);
}

/* Its end says that it is short. */
static void
test_liar (void)
{
  g_autofree guint8 *nothing = g_malloc0 (8 * MIB);
  g_autoptr (GBytes) bytes = g_bytes_new_static (nothing, 8 * MIB);
  g_autoptr (GBytes) packed = fault_gzip (bytes);
  gsize length = g_bytes_get_size (packed);
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (packed, NULL), length);
  gsize caps[] = { 100 * MIB, MIB / 2 };
  int codes[] = { KIN_PORTAL_ERROR_BOMB, KIN_PORTAL_ERROR_TOO_LARGE };

  memset (data + length - 4, 1, 1);
  memset (data + length - 3, 0, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (caps); i++)
    {
      g_autoptr (GBytes) lie = g_bytes_new (data, length);
      g_autoptr (KinBody) body = kin_body_new (caps[i], TRUE, -1);
      g_autoptr (GError) error = NULL;
      KinBodyProof proof;

      g_assert_null (feed (body, lie, 1000, &proof, &error));
      g_assert_error (error, KIN_PORTAL_ERROR, codes[i]);
    }
}

/* A quarter of a gibibyte of nothing in a megabyte: refused by the ratio, long before the
 * cap, and without ever being in memory. */
static void
test_bomb (void)
{
  g_autofree guint8 *nothing = g_malloc0 (MIB);
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory,
                                                                    G_CONVERTER (compressor));
  g_autoptr (GBytes) bomb = NULL;
  g_autoptr (GBytes) twice = NULL;
  gsize before;
  KinBodyProof proof;

  for (int i = 0; i < 256; i++)
    g_assert_true (g_output_stream_write_all (stream, nothing, MIB, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  bomb = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  twice = fault_gzip (bomb);
  before = resident_bytes ();
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (KinBody) body = kin_body_new (100 * MIB, TRUE, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) whole = feed (body, i == 0 ? bomb : twice, 65536, &proof, &error);

      /* Of the double one only the outer layer is ever undone. */
      if (i == 1 && whole != NULL)
        g_assert_true (g_bytes_equal (whole, bomb));
      else
        g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BOMB);
    }
  g_test_message ("memory grew by %zu KiB", (resident_bytes () - before) / 1024);
  g_assert_cmpuint (resident_bytes (), <=, before + 64 * MIB);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/body/plain", test_plain);
  g_test_add_func ("/portal/body/gzip-every-step", test_gzip_every_step);
  g_test_add_func ("/portal/body/gzip-cut", test_gzip_cut);
  g_test_add_func ("/portal/body/length-cut", test_length_cut);
  g_test_add_func ("/portal/body/cap", test_cap);
  g_test_add_func ("/portal/body/ratio", test_ratio);
  g_test_add_func ("/portal/body/liar", test_liar);
  g_test_add_func ("/portal/body/bomb", test_bomb);

  return g_test_run ();
}
