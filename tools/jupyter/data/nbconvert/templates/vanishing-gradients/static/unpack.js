// What a page that is one file holds gzip-compressed and in base64, in a script of this id.
window.course.unpacked = (id) => {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = packed.charCodeAt(i);
  return new TextDecoder().decode(window.course.unpacker.gunzip(bytes));
};
