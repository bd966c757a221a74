#!/bin/sh
# 用 rclone 把生成的网站同步到 S3 兼容的对象存储：类型和缓存时间写对，没变的不传，删掉的也删掉。
# Brings a built site to S3-compatible storage by rclone: with right types and lifetimes, nothing unchanged is sent, what is gone is removed.
#
#   sh hosting/s3-sync.sh site HOST:BUCKET        HOST 是 rclone config 里的名字 / the name in rclone config
#   sh hosting/s3-sync.sh site HOST:BUCKET/calls  放在子路径下 / below a path
set -eu

site=${1:?usage: s3-sync.sh SITE REMOTE:BUCKET[/PATH]}
target=${2:?usage: s3-sync.sh SITE REMOTE:BUCKET[/PATH]}
[ -f "$site/.zhangbang-site" ] || {
  echo "$site 不是生成的网站 / is no built site" >&2
  exit 2
}

short='Cache-Control: public, max-age=300'
long='Cache-Control: public, max-age=31536000, immutable'

# 比较内容，不看时间：每次生成，文件的时间都变。Contents are compared, not times, which change with every build.
send() { # type, lifetime, what to take
  kind=$1 lifetime=$2
  shift 2
  rclone copy --checksum --header-upload "Content-Type: $kind" --header-upload "$lifetime" "$@" "$site" "$target"
}

# 先传别的文件要用到的。What others need comes first.
send 'text/javascript; charset=utf-8' "$long" --filter '- /search/manifest.js' --filter '+ /assets/**.js' --filter '+ /search/**.js' --filter '- *'
send 'text/css; charset=utf-8' "$long" --include '/assets/**.css'
send 'image/svg+xml' "$long" --include '/assets/**.svg'

send 'application/json; charset=utf-8' "$short" --include '*.json'
send 'application/ld+json; charset=utf-8' "$short" --include '*.jsonld'
send 'application/jsonl; charset=utf-8' "$short" --include '*.jsonl'
send 'application/pdf' "$short" --include '*.pdf'
send 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' "$short" --include '*.xlsx'
send 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' "$short" --include '*.docx'
send 'application/vnd.sqlite3' "$short" --include '*.sqlite'
send 'application/zip' "$short" --include '*.zip'
send 'image/jpeg' "$short" --include '*.jpg'
send 'image/png' "$short" --include '*.png'
send 'image/svg+xml' "$short" --filter '- /assets/**' --filter '+ *.svg' --filter '- *'
send 'text/calendar; charset=utf-8' "$short" --include '*.ics'
send 'text/css; charset=utf-8' "$short" --filter '- /assets/**' --filter '+ *.css' --filter '- *'
send 'text/csv; charset=utf-8' "$short" --include '*.csv'
send 'text/javascript; charset=utf-8' "$short" --filter '+ /search/manifest.js' --filter '- /assets/**' --filter '- /search/**' --filter '+ *.js' --filter '- *'
send 'text/turtle; charset=utf-8' "$short" --include '*.ttl'
send 'text/xml; charset=utf-8' "$short" --include '*.xml'
send 'text/plain; charset=utf-8' "$short" --include '*.txt' --include '/data/SHA256SUMS'
send 'text/html; charset=utf-8' "$short" --include '*.html'

# 余下的，以及删去不再有的。The rest, and whatever is no longer there goes.
rclone sync --checksum --exclude '/.zhangbang-site' --header-upload "$short" "$site" "$target"
