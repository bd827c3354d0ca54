#ifndef CCURL_H
#define CCURL_H

#include <stdbool.h>
#include <stddef.h>

// libcurl as a maker of byte streams: it resolves, connects, checks the certificate, does STARTTLS and logs in
// (CURLOPT_CONNECT_ONLY); from then on the caller reads and writes the raw stream. One thread at a time per stream.

#ifdef __cplusplus
extern "C" {
#endif

#if __has_attribute(enum_extensibility)
#define CCURL_CLOSED_ENUM __attribute__((enum_extensibility(closed)))
#else
#define CCURL_CLOSED_ENUM
#endif

/// What a call came to.
typedef enum CCURL_CLOSED_ENUM CCurlResult {
  CCurlResultOK = 0,
  /// Nothing can be read or written now: poll the socket and call again.
  CCurlResultAgain,
  CCurlResultCouldNotResolve,
  CCurlResultCouldNotConnect,
  /// The handshake failed, or STARTTLS was not offered.
  CCurlResultTLSFailed,
  /// The server's certificate was not trusted.
  CCurlResultCertificateRefused,
  /// The file of trusted certificates could not be read.
  CCurlResultCAFileUnusable,
  CCurlResultLoginRefused,
  CCurlResultTimedOut,
  /// The peer closed or reset the connection.
  CCurlResultClosed,
  /// The server said something that is no greeting or answer of its protocol, or refused to serve.
  CCurlResultServerRefused,
  /// ccurl_stream_interrupt was called.
  CCurlResultInterrupted,
  CCurlResultOutOfMemory,
  CCurlResultOther
} CCurlResult;

/// How a connection is protected.
typedef enum CCURL_CLOSED_ENUM CCurlSecurity {
  /// TLS from the first byte (imaps, smtps) or by STARTTLS (imap, smtp); without TLS the connection fails.
  CCurlSecurityTLS = 0,
  /// No TLS. For loopback only; the caller sees to that.
  CCurlSecurityNone
} CCurlSecurity;

/// One connection. Opaque.
typedef struct CCurlStream CCurlStream;

/// A stream that is not yet connected; NULL where memory or libcurl fails.
CCurlStream *_Nullable ccurl_stream_create(void);

/// Closes without a word of protocol and frees. NULL is allowed.
void ccurl_stream_destroy(CCurlStream *_Nullable stream);

/// `imaps://host:port/`, or `smtp://host:port/our-name`: for SMTP the path is the EHLO name.
CCurlResult ccurl_stream_set_url(CCurlStream *_Nonnull stream, const char *_Nonnull url);
CCurlResult ccurl_stream_set_user(CCurlStream *_Nonnull stream, const char *_Nonnull user);
CCurlResult ccurl_stream_set_password(CCurlStream *_Nonnull stream, const char *_Nonnull password);
/// An OAuth 2.0 access token, said by OAUTHBEARER (RFC 7628) or XOAUTH2 instead of a password.
CCurlResult ccurl_stream_set_bearer(CCurlStream *_Nonnull stream, const char *_Nonnull token);
/// As in URLs, several with `;` between: `AUTH=PLAIN;AUTH=LOGIN`. Without it libcurl takes what it thinks best.
CCurlResult ccurl_stream_set_login_options(CCurlStream *_Nonnull stream, const char *_Nonnull options);
/// Whether this libcurl was built with SCRAM (RFC 5802).
bool ccurl_supports_scram(void);
/// A PEM file that replaces the system's trusted certificates.
CCurlResult ccurl_stream_set_ca_file(CCurlStream *_Nonnull stream, const char *_Nonnull path);
CCurlResult ccurl_stream_set_security(CCurlStream *_Nonnull stream, CCurlSecurity security);
/// Milliseconds for everything up to the login (connect), and for any one answer on the way (response).
CCurlResult ccurl_stream_set_timeouts(CCurlStream *_Nonnull stream, long connect, long response);

/// Resolves, connects, secures and logs in. Blocks.
CCurlResult ccurl_stream_connect(CCurlStream *_Nonnull stream);
/// Ends a running or coming ccurl_stream_connect within about a second. The one call allowed from another thread.
void ccurl_stream_interrupt(CCurlStream *_Nonnull stream);

/// Writes what can be written now; `sent` may be less than `count`.
CCurlResult ccurl_stream_send(CCurlStream *_Nonnull stream, const void *_Nonnull bytes, size_t count,
                              size_t *_Nonnull sent);
/// Reads what is there now; OK with 0 bytes is the end. Read until Again before polling: TLS keeps bytes back.
CCurlResult ccurl_stream_receive(CCurlStream *_Nonnull stream, void *_Nonnull buffer, size_t capacity,
                                 size_t *_Nonnull received);
/// The socket to poll; -1 where there is none.
int ccurl_stream_socket(CCurlStream *_Nonnull stream);
/// Shuts both directions of the socket, so that nothing more can leave; destroy frees.
void ccurl_stream_drop(CCurlStream *_Nonnull stream);

/// libcurl's words for the last failure; empty where there are none. Valid until the next call.
const char *_Nonnull ccurl_stream_error(CCurlStream *_Nonnull stream);
/// The last SMTP reply code seen while connecting; 0 where there is none.
long ccurl_stream_response_code(CCurlStream *_Nonnull stream);

/// One POST of a form over HTTPS, as token endpoints take it (RFC 6749, 3.2): no redirects, no proxy, no cookies.
typedef struct CCurlPost CCurlPost;

/// A POST that is not yet sent; NULL where memory or libcurl fails.
CCurlPost *_Nullable ccurl_post_create(void);
/// NULL is allowed.
void ccurl_post_destroy(CCurlPost *_Nullable post);

CCurlResult ccurl_post_set_url(CCurlPost *_Nonnull post, const char *_Nonnull url);
/// A PEM file that replaces the system's trusted certificates.
CCurlResult ccurl_post_set_ca_file(CCurlPost *_Nonnull post, const char *_Nonnull path);
/// None allows `http` instead of `https`: for loopback only; the caller sees to that.
CCurlResult ccurl_post_set_security(CCurlPost *_Nonnull post, CCurlSecurity security);
/// Milliseconds up to the TLS handshake's end (connect), and for all of it (whole).
CCurlResult ccurl_post_set_timeouts(CCurlPost *_Nonnull post, long connect, long whole);

/// Sends `form` (application/x-www-form-urlencoded) and takes the answer's body, of `count` octets; `status` is HTTP's.
/// Blocks. ServerRefused: the body is longer than `capacity`, or what came is no HTTP.
CCurlResult ccurl_post_perform(CCurlPost *_Nonnull post, const char *_Nonnull form, void *_Nonnull body,
                               size_t capacity, size_t *_Nonnull count, long *_Nonnull status);
/// libcurl's words for the last failure; empty where there are none. Valid until the next call.
const char *_Nonnull ccurl_post_error(CCurlPost *_Nonnull post);

/// Keeps this process's memory, where libcurl holds passwords, out of core dumps and away from other processes' looks;
/// for its whole life. False where the system does not allow it.
bool ccurl_forbid_core_dumps(void);

#ifdef __cplusplus
}
#endif

#endif
