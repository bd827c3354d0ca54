/* GMime 3.2 as a peer of the benchmark `mime`: reads the files of a list to memory, then, for each line
 * "round STEP REPEAT" on its input, parses and fully decodes every STEP-th of them REPEAT times and answers
 * "done SECONDS MESSAGES BYTES UNREAD LEAVES LEAFBYTES TEXTBYTES HEADERBYTES ADDRESSES IDS DATES".
 * Seconds are of the processor, loading left out. */
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct mail {
  gchar *bytes;
  gsize size;
};

struct work {
  guint64 messages, bytes, unread, leaves, leaf_bytes, text_bytes, header_bytes, addresses, ids, dates;
};

/* All header values, decoded to text: what a reader of `header.value` gets. */
static void read_headers(GMimeObject *object, struct work *work) {
  GMimeHeaderList *list = g_mime_object_get_header_list(object);
  int count = g_mime_header_list_get_count(list);
  for (int i = 0; i < count; i++) {
    const char *value = g_mime_header_get_value(g_mime_header_list_get_header_at(list, i));
    if (value) work->header_bytes += strlen(value);
  }
}

static void read_ids(GMimeMessage *message, const char *name, struct work *work) {
  const char *value = g_mime_object_get_header(GMIME_OBJECT(message), name);
  if (!value) return;
  GMimeReferences *ids = g_mime_references_parse(NULL, value);
  work->ids += g_mime_references_length(ids);
  g_mime_references_free(ids);
}

static void read_date(const char *text, struct work *work) {
  if (!text) return;
  GDateTime *date = g_mime_utils_header_decode_date(text);
  if (!date) return;
  work->dates++;
  g_date_time_unref(date);
}

/* The same fields, typed, that the library's own peer reads. */
static void read_fields(GMimeMessage *message, struct work *work) {
  static const GMimeAddressType lists[] = {
    GMIME_ADDRESS_TYPE_FROM, GMIME_ADDRESS_TYPE_SENDER, GMIME_ADDRESS_TYPE_REPLY_TO,
    GMIME_ADDRESS_TYPE_TO, GMIME_ADDRESS_TYPE_CC,
  };
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
    InternetAddressList *list = g_mime_message_get_addresses(message, lists[i]);
    if (list) work->addresses += internet_address_list_length(list);
  }
  read_date(g_mime_object_get_header(GMIME_OBJECT(message), "Date"), work);
  const char *received = g_mime_object_get_header(GMIME_OBJECT(message), "Received");
  const char *mark = received ? strrchr(received, ';') : NULL;
  if (mark) read_date(mark + 1, work);
  if (g_mime_message_get_message_id(message)) work->ids++;
  read_ids(message, "In-Reply-To", work);
  read_ids(message, "References", work);
}

static void read_leaf(GMimePart *part, GMimeStream *sink, struct work *work) {
  work->leaves++;
  const char *name = g_mime_part_get_filename(part);
  const char *id = g_mime_object_get_content_id(GMIME_OBJECT(part));
  const char *disposition = g_mime_object_get_disposition(GMIME_OBJECT(part));
  work->header_bytes += (name ? strlen(name) : 0) + (id ? strlen(id) : 0) + (disposition ? strlen(disposition) : 0);
  if (GMIME_IS_TEXT_PART(part)) {
    char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    if (text) work->text_bytes += strlen(text);
    g_free(text);
    return;
  }
  GMimeDataWrapper *content = g_mime_part_get_content(part);
  if (!content) return;
  /* The same memory for each leaf: what a careful caller does, and the quickest way that keeps the bytes. */
  g_mime_stream_reset(sink);
  g_mime_data_wrapper_write_to_stream(content, sink);
  work->leaf_bytes += g_mime_stream_tell(sink);
}

static GMimeMessage *parse(GMimeStream *stream) {
  GMimeParser *parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
  g_object_unref(parser);
  return message;
}

static void read_message(GMimeMessage *message, GMimeStream *sink, GPtrArray *todo, struct work *work) {
  read_headers(GMIME_OBJECT(message), work);
  read_fields(message, work);
  GMimeObject *root = g_mime_message_get_mime_part(message);
  if (!root) return;
  read_headers(root, work);
  g_ptr_array_add(todo, root);
}

static void decode(const struct mail *mail, GMimeStream *sink, GPtrArray *todo, struct work *work) {
  /* Over the bytes where they lie: nothing is copied before parsing. */
  GByteArray *bytes = g_byte_array_new_take((guint8 *)mail->bytes, mail->size);
  GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
  g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
  GMimeMessage *message = parse(stream);
  work->messages++;
  work->bytes += mail->size;
  if (message) {
    read_message(message, sink, todo, work);
    while (todo->len > 0) {
      GMimeObject *object = g_ptr_array_remove_index_fast(todo, todo->len - 1);
      if (GMIME_IS_MULTIPART(object)) {
        int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
        for (int i = 0; i < count; i++) g_ptr_array_add(todo, g_mime_multipart_get_part(GMIME_MULTIPART(object), i));
      } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
        if (inner) read_message(inner, sink, todo, work);
      } else if (GMIME_IS_PART(object)) {
        read_leaf(GMIME_PART(object), sink, work);
      }
    }
    g_object_unref(message);
  } else {
    work->unread++;
  }
  g_object_unref(stream);
  g_byte_array_free(bytes, FALSE);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  gchar *list = NULL;
  if (argc != 2 || !g_file_get_contents(argv[1], &list, NULL, NULL)) {
    fprintf(stderr, "usage: gmime LIST\n");
    return 2;
  }
  g_mime_init();
  gchar **paths = g_strsplit(list, "\n", -1);
  GArray *mails = g_array_new(FALSE, FALSE, sizeof(struct mail));
  for (gchar **path = paths; *path; path++) {
    struct mail mail;
    if (**path && g_file_get_contents(*path, &mail.bytes, &mail.size, NULL)) g_array_append_val(mails, mail);
  }
  printf("ready GMime-%u.%u.%u %u\n", gmime_major_version, gmime_minor_version, gmime_micro_version, mails->len);
  fflush(stdout);

  GMimeStream *sink = g_mime_stream_mem_new();
  GPtrArray *todo = g_ptr_array_new();
  unsigned step, repeat;
  while (scanf(" round %u %u", &step, &repeat) == 2 && step > 0) {
    struct work work = {0};
    double start = seconds();
    for (unsigned turn = 0; turn < repeat; turn++)
      for (guint i = 0; i < mails->len; i += step) decode(&g_array_index(mails, struct mail, i), sink, todo, &work);
    double taken = seconds() - start;
    printf("done %.9f %lu %lu %lu %lu %lu %lu %lu %lu %lu %lu\n", taken, work.messages, work.bytes, work.unread,
           work.leaves, work.leaf_bytes, work.text_bytes, work.header_bytes, work.addresses, work.ids, work.dates);
    fflush(stdout);
  }
  return 0;
}
