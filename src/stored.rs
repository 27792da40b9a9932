//! Bytes put aside while more is counted: in memory up to a limit, then in files that go when they are no longer needed.

use std::fs::File;
use std::io::{BufReader, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, Result};

/// Read at a time: many files are read side by side.
const BUFFER: usize = 1 << 16;

/// Bytes put aside.
#[derive(Clone, Debug)]
pub(crate) enum Stored {
    Memory(Arc<[u8]>),
    File(PathBuf),
}

impl Stored {
    /// All of it.
    pub fn bytes(&self) -> Result<Arc<[u8]>> {
        match self {
            Stored::Memory(bytes) => Ok(bytes.clone()),
            Stored::File(path) => std::fs::read(path).map(Into::into).map_err(|error| failed(path, &error)),
        }
    }

    /// Reads from byte `start` on.
    pub fn read(&self, start: u64) -> Result<Reader> {
        Ok(match self {
            Stored::Memory(bytes) => {
                let mut cursor = Cursor::new(bytes.clone());
                cursor.set_position(start);
                Reader::Memory(cursor)
            }
            Stored::File(path) => {
                let mut file = File::open(path).map_err(|error| failed(path, &error))?;
                file.seek(SeekFrom::Start(start)).map_err(|error| failed(path, &error))?;
                Reader::File(BufReader::with_capacity(BUFFER, file))
            }
        })
    }
}

/// Reads something [`Stored`].
#[derive(Debug)]
pub(crate) enum Reader {
    Memory(Cursor<Arc<[u8]>>),
    File(BufReader<File>),
}

impl Read for Reader {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Reader::Memory(input) => input.read(out),
            Reader::File(input) => input.read(out),
        }
    }

    #[inline]
    fn read_exact(&mut self, out: &mut [u8]) -> std::io::Result<()> {
        match self {
            Reader::Memory(input) => input.read_exact(out),
            Reader::File(input) => input.read_exact(out),
        }
    }
}

fn failed(path: &Path, error: &std::io::Error) -> Error {
    Error::io(path.display().to_string(), "working file", error)
}

/// What was read from something stored and is not what was written: a defect, or a file that someone else changed.
pub(crate) fn damaged(error: &std::io::Error) -> Error {
    Error::new(crate::error::ErrorKind::Corrupt, format!("a working file is damaged: {error}"))
}

/// Where bytes are put aside.
#[derive(Debug)]
pub(crate) struct Scratch {
    /// How many bytes may be in memory.
    limit: usize,
    used: usize,
    /// Made with the first file, gone with this.
    folder: Option<PathBuf>,
    files: u64,
}

impl Scratch {
    /// Puts up to `limit` bytes aside in memory, more in files of the system's folder for temporary ones.
    pub fn new(limit: usize) -> Scratch {
        Scratch { limit, used: 0, folder: None, files: 0 }
    }

    /// Puts `bytes` aside.
    pub fn put(&mut self, bytes: Vec<u8>) -> Result<Stored> {
        if self.used + bytes.len() <= self.limit {
            self.used += bytes.len();
            return Ok(Stored::Memory(bytes.into()));
        }
        let (path, mut file) = self.file()?;
        file.write_all(&bytes).and_then(|()| file.flush()).map_err(|error| failed(&path, &error))?;
        Ok(Stored::File(path))
    }

    /// A new file to be written; its path is one for [`Stored::File`].
    pub fn file(&mut self) -> Result<(PathBuf, BufWriter<File>)> {
        let folder = match &self.folder {
            Some(folder) => folder,
            None => self.folder.insert(new_folder()?),
        };
        let path = folder.join(self.files.to_string());
        self.files += 1;
        let file = File::create(&path).map_err(|error| failed(&path, &error))?;
        Ok((path, BufWriter::with_capacity(BUFFER, file)))
    }
}

fn new_folder() -> Result<PathBuf> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    loop {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("communique-{}-{number}", std::process::id()));
        match std::fs::create_dir(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            result => return result.map(|()| folder.clone()).map_err(|error| failed(&folder, &error)),
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            // What can't be removed is in the system's folder for temporary files.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// Appends a whole number in as few bytes as it needs.
pub(crate) fn put_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Reads what [`put_number`] wrote.
pub(crate) fn get_number(input: &mut impl Read) -> std::io::Result<u64> {
    let (mut value, mut shift, mut byte) = (0, 0, [0]);
    loop {
        input.read_exact(&mut byte)?;
        value |= u64::from(byte[0] & 0x7F) << shift;
        if byte[0] < 0x80 {
            return Ok(value);
        }
        shift += 7;
        if shift > 63 {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_aside_comes_back() -> Result<()> {
        let mut scratch = Scratch::new(4);
        let (small, large) = (scratch.put(vec![1, 2, 3])?, scratch.put(vec![4; 100_000])?);
        assert!(matches!((&small, &large), (Stored::Memory(_), Stored::File(_))));
        let mut bytes = Vec::new();
        for (stored, start) in [(&small, 1), (&large, 99_998)] {
            stored.read(start)?.read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        }
        assert_eq!(bytes, [2, 3, 4, 4]);
        assert_eq!((small.bytes()?.len(), large.bytes()?.len()), (3, 100_000));
        let folder = scratch.folder.clone().expect("a file was written");
        drop(scratch);
        assert!(!folder.exists());
        Ok(())
    }

    #[test]
    fn numbers_come_back() {
        let mut bytes = Vec::new();
        let numbers = [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX];
        numbers.iter().for_each(|&number| put_number(&mut bytes, number));
        let mut input = bytes.as_slice();
        for number in numbers {
            assert_eq!(get_number(&mut input).ok(), Some(number));
        }
        assert!(get_number(&mut input).is_err());
    }
}
