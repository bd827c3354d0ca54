#include "CCurlShared.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

// A line that NAT forgot is noticed within these seconds of silence, and then at this rhythm.
static const long keepAliveIdleSeconds = 60;
static const long keepAliveIntervalSeconds = 30;

struct CCurlStream {
  CURL *easy;
  atomic_bool interrupted;
  char error[CURL_ERROR_SIZE];
};

static pthread_once_t globalOnce = PTHREAD_ONCE_INIT;
static CURLcode globalResult = CURLE_FAILED_INIT;

static void globalStart(void) { globalResult = curl_global_init(CURL_GLOBAL_DEFAULT); }

CURL *ccurl_easy_create(void) {
  pthread_once(&globalOnce, globalStart);
  return globalResult == CURLE_OK ? curl_easy_init() : NULL;
}

void ccurl_hold_broken_pipe(HeldSignal *held) {
  sigset_t brokenPipe, pending;
  sigemptyset(&brokenPipe);
  sigaddset(&brokenPipe, SIGPIPE);
  sigemptyset(&pending);
  sigpending(&pending);
  held->wasPending = sigismember(&pending, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &brokenPipe, &held->before);
}

void ccurl_release_broken_pipe(const HeldSignal *held) {
  sigset_t pending;
  sigemptyset(&pending);
  sigpending(&pending);
  if (!held->wasPending && sigismember(&pending, SIGPIPE) == 1) {
#if defined(__APPLE__)
    int signal = 0;
    sigset_t brokenPipe;
    sigemptyset(&brokenPipe);
    sigaddset(&brokenPipe, SIGPIPE);
    sigwait(&brokenPipe, &signal);
#else
    sigset_t brokenPipe;
    const struct timespec atOnce = {0, 0};
    sigemptyset(&brokenPipe);
    sigaddset(&brokenPipe, SIGPIPE);
    sigtimedwait(&brokenPipe, NULL, &atOnce);
#endif
  }
  pthread_sigmask(SIG_SETMASK, &held->before, NULL);
}

CCurlResult ccurl_result(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return CCurlResultOK;
    case CURLE_AGAIN:
      return CCurlResultAgain;
    case CURLE_COULDNT_RESOLVE_HOST:
      return CCurlResultCouldNotResolve;
    case CURLE_COULDNT_CONNECT:
      return CCurlResultCouldNotConnect;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ENGINE_INITFAILED:
      return CCurlResultTLSFailed;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return CCurlResultCertificateRefused;
    case CURLE_SSL_CACERT_BADFILE:
      return CCurlResultCAFileUnusable;
    case CURLE_LOGIN_DENIED:
    case CURLE_AUTH_ERROR:
      return CCurlResultLoginRefused;
    case CURLE_OPERATION_TIMEDOUT:
      return CCurlResultTimedOut;
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_UNSUPPORTED_PROTOCOL:  // What send and receive say on a connection that is gone.
      return CCurlResultClosed;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_REMOTE_ACCESS_DENIED:
    case CURLE_QUOTE_ERROR:
      return CCurlResultServerRefused;
    case CURLE_ABORTED_BY_CALLBACK:
      return CCurlResultInterrupted;
    case CURLE_OUT_OF_MEMORY:
      return CCurlResultOutOfMemory;
    default:
      return CCurlResultOther;
  }
}

CURLcode ccurl_trust_only(CURL *easy, const char *path) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_CAINFO, path);
  // Without this the system's directory would be trusted beside the file.
  return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) : code;
}

static int progress(void *context, curl_off_t downTotal, curl_off_t downNow, curl_off_t upTotal, curl_off_t upNow) {
  (void)downTotal, (void)downNow, (void)upTotal, (void)upNow;
  return atomic_load(&((CCurlStream *)context)->interrupted) ? 1 : 0;
}

static CURLcode setUp(CCurlStream *stream) {
  CURL *easy = stream->easy;
  CURLcode code = CURLE_OK;
#define CCURL_SET(option, value)                                         \
  do {                                                                   \
    if (code == CURLE_OK) code = curl_easy_setopt(easy, option, value); \
  } while (0)
  CCURL_SET(CURLOPT_ERRORBUFFER, stream->error);
  CCURL_SET(CURLOPT_CONNECT_ONLY, 1L);
  CCURL_SET(CURLOPT_NOSIGNAL, 1L);
  CCURL_SET(CURLOPT_PROXY, "");
  CCURL_SET(CURLOPT_NOPROXY, "*");
  CCURL_SET(CURLOPT_PROTOCOLS_STR, "imap,imaps,smtp,smtps");
  CCURL_SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  CCURL_SET(CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
  CCURL_SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  CCURL_SET(CURLOPT_SSL_VERIFYPEER, 1L);
  CCURL_SET(CURLOPT_SSL_VERIFYHOST, 2L);
  CCURL_SET(CURLOPT_TCP_KEEPALIVE, 1L);
  CCURL_SET(CURLOPT_TCP_KEEPIDLE, keepAliveIdleSeconds);
  CCURL_SET(CURLOPT_TCP_KEEPINTVL, keepAliveIntervalSeconds);
  CCURL_SET(CURLOPT_NOPROGRESS, 0L);
  CCURL_SET(CURLOPT_XFERINFOFUNCTION, progress);
  CCURL_SET(CURLOPT_XFERINFODATA, stream);
#undef CCURL_SET
  return code;
}

CCurlStream *ccurl_stream_create(void) {
  CCurlStream *stream = calloc(1, sizeof *stream);
  if (stream == NULL) return NULL;
  atomic_init(&stream->interrupted, false);
  stream->easy = ccurl_easy_create();
  if (stream->easy == NULL || setUp(stream) != CURLE_OK) {
    ccurl_stream_destroy(stream);
    return NULL;
  }
  return stream;
}

void ccurl_stream_destroy(CCurlStream *stream) {
  if (stream == NULL) return;
  if (stream->easy != NULL) {
    HeldSignal held;
    ccurl_stream_drop(stream);
    ccurl_hold_broken_pipe(&held);
    curl_easy_cleanup(stream->easy);
    ccurl_release_broken_pipe(&held);
  }
  free(stream);
}

CCurlResult ccurl_stream_set_url(CCurlStream *stream, const char *url) {
  return ccurl_result(curl_easy_setopt(stream->easy, CURLOPT_URL, url));
}

CCurlResult ccurl_stream_set_user(CCurlStream *stream, const char *user) {
  return ccurl_result(curl_easy_setopt(stream->easy, CURLOPT_USERNAME, user));
}

CCurlResult ccurl_stream_set_password(CCurlStream *stream, const char *password) {
  return ccurl_result(curl_easy_setopt(stream->easy, CURLOPT_PASSWORD, password));
}

CCurlResult ccurl_stream_set_login_options(CCurlStream *stream, const char *options) {
  return ccurl_result(curl_easy_setopt(stream->easy, CURLOPT_LOGIN_OPTIONS, options));
}

CCurlResult ccurl_stream_set_bearer(CCurlStream *stream, const char *token) {
  return ccurl_result(curl_easy_setopt(stream->easy, CURLOPT_XOAUTH2_BEARER, token));
}

bool ccurl_supports_scram(void) {
  const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
  return info != NULL && (info->features & CURL_VERSION_GSASL) != 0;
}

CCurlResult ccurl_stream_set_ca_file(CCurlStream *stream, const char *path) {
  return ccurl_result(ccurl_trust_only(stream->easy, path));
}

CCurlResult ccurl_stream_set_security(CCurlStream *stream, CCurlSecurity security) {
  long level = security == CCurlSecurityNone ? CURLUSESSL_NONE : CURLUSESSL_ALL;
  return ccurl_result(curl_easy_setopt(stream->easy, CURLOPT_USE_SSL, level));
}

CCurlResult ccurl_stream_set_timeouts(CCurlStream *stream, long connect, long response) {
  CURLcode code = curl_easy_setopt(stream->easy, CURLOPT_CONNECTTIMEOUT_MS, connect);
  // Whole seconds, and 0 would mean libcurl's own two minutes.
  long seconds = response < 1000 ? 1 : response / 1000;
  if (code == CURLE_OK) code = curl_easy_setopt(stream->easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
  return ccurl_result(code);
}

CCurlResult ccurl_stream_connect(CCurlStream *stream) {
  HeldSignal held;
  stream->error[0] = '\0';
  ccurl_hold_broken_pipe(&held);
  CURLcode code = curl_easy_perform(stream->easy);
  ccurl_release_broken_pipe(&held);
  return ccurl_result(code);
}

void ccurl_stream_interrupt(CCurlStream *stream) { atomic_store(&stream->interrupted, true); }

CCurlResult ccurl_stream_send(CCurlStream *stream, const void *bytes, size_t count, size_t *sent) {
  HeldSignal held;
  *sent = 0;
  stream->error[0] = '\0';
  ccurl_hold_broken_pipe(&held);
  CURLcode code = curl_easy_send(stream->easy, bytes, count, sent);
  ccurl_release_broken_pipe(&held);
  return ccurl_result(code);
}

CCurlResult ccurl_stream_receive(CCurlStream *stream, void *buffer, size_t capacity, size_t *received) {
  HeldSignal held;
  *received = 0;
  stream->error[0] = '\0';
  ccurl_hold_broken_pipe(&held);
  CURLcode code = curl_easy_recv(stream->easy, buffer, capacity, received);
  ccurl_release_broken_pipe(&held);
  return ccurl_result(code);
}

int ccurl_stream_socket(CCurlStream *stream) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  if (curl_easy_getinfo(stream->easy, CURLINFO_ACTIVESOCKET, &socket) != CURLE_OK) return -1;
  return socket == CURL_SOCKET_BAD ? -1 : (int)socket;
}

void ccurl_stream_drop(CCurlStream *stream) {
  int socket = ccurl_stream_socket(stream);
  if (socket >= 0) shutdown(socket, SHUT_RDWR);
}

const char *ccurl_stream_error(CCurlStream *stream) { return stream->error; }

long ccurl_stream_response_code(CCurlStream *stream) {
  long code = 0;
  return curl_easy_getinfo(stream->easy, CURLINFO_RESPONSE_CODE, &code) == CURLE_OK ? code : 0;
}
