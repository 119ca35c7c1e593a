package render

import (
	"sync"
	"sync/atomic"
)

// kept holds what is made of a text of ours, for whoever needs it again. It forgets what nobody has asked for lately: a
// text that is put together for one set-up does not stay.
type kept[K key, V any] struct {
	young atomic.Pointer[table[K, V]] // what was made or asked for since old was filled
	lock  sync.Mutex                  // for all below, and to change young
	count int
	old   *table[K, V]
}

// key is what something is made of. Few different keys should have the same number, and it should take no look at a text:
// to compare a text with itself takes none either.
type key interface {
	comparable
	number() int
}

// table has in each place the keys whose numbers belong there.
type table[K key, V any] [509]atomic.Pointer[entry[K, V]]

type entry[K key, V any] struct {
	key  K
	made *V
	next *entry[K, V]
}

func (t *table[K, V]) place(key K) *atomic.Pointer[entry[K, V]] {
	return &t[uint(key.number())%uint(len(t))]
}

func (t *table[K, V]) find(key K) *V {
	for e := t.place(key).Load(); e != nil; e = e.next {
		if e.key == key {
			return e.made
		}
	}
	return nil
}

// mostKept is how many are young: more than all set-ups together need.
const mostKept = 1024

// of is what is made of a key.
func (k *kept[K, V]) of(key K, make func(K) *V) *V {
	if young := k.young.Load(); young != nil {
		if made := young.find(key); made != nil {
			return made
		}
	}
	return k.keep(key, make)
}

func (k *kept[K, V]) keep(key K, make func(K) *V) *V {
	k.lock.Lock()
	defer k.lock.Unlock()
	young := k.young.Load()
	if young == nil || k.count == mostKept {
		k.old, k.count, young = young, 0, new(table[K, V])
		k.young.Store(young)
	}
	made := young.find(key) // by somebody else meanwhile
	if made != nil {
		return made
	}
	if k.old != nil {
		made = k.old.find(key)
	}
	if made == nil {
		made = make(key)
	}
	place := young.place(key)
	place.Store(&entry[K, V]{key, made, place.Load()})
	k.count++
	return made
}
